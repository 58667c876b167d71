"""Where the code of students runs: `outside` starts it and talks to it, `inside` runs in it, `confine` binds it.

`kernel` is what nbval takes for a kernel; it judges what comes out.
"""
