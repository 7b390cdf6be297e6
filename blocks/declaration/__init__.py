"""The words in which an op is declared: ports, attributes, what is known of a tensor."""
