"""Links over the network, thought through without it: what to ask, when to ask again, what an answer means."""
