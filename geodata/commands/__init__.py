"""The verbs of the command line, one module for each kind of work: parse, call, print.

Each module has ``add(verbs)``, which declares its verbs; a verb sets ``run``, a function of the
parsed options that returns the exit code.
"""
