"""A mistake that the user can mend; its message names the option or the file, and the fix."""


class Problem(Exception):
    pass
