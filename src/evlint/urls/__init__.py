"""What a URL says, read off its text: parts, hosts, addresses, staging names. Nothing is asked of the network."""
