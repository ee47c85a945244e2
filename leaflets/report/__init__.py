"""What `check` has to say about leaflets and articles: gathered as values, told as text, as data and as a page."""
