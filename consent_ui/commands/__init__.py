"""Commands for designers, each in a file of its own. They import the browser only when they run."""
