"""What a site generator's own configuration says, and where the links of its posts lead."""
