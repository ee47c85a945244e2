"""What print needs besides HTML: a sealed renderer, and rows shared evenly over pages."""
