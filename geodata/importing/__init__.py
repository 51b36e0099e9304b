"""From any vector file to a checked boundary version: read, repair or refuse, propose, write.

What depends on the file alone (``formats``, ``archives``, ``reading``, ``repairs``, ``refusals``) runs in a
child process with limits (``child``, started by ``isolated``), for the file may be hostile.  What depends on
the atlas follows in this process: what is stated about the outline (``particulars``), the ground it covers
(``ground``), the versions it follows (``succession``), together the ``proposal``; ``writing`` lands it.
An ``offer`` is a proposal with all there is to look at and to take away, the ``patch`` among it, made in a
process of its own.
"""
