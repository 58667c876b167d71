"""What binds a process by means of the Linux kernel: namespaces, mounts, capabilities, system calls and limits.

Standard library only, since Python 3.11 has no names for most of it. Each function binds the process that calls it and
raises OSError where the kernel refuses.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct

NEW_MOUNTS, NEW_NAMES, NEW_IPC, NEW_USER, NEW_PIDS, NEW_NET = (
    0x00020000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000,
)  # fmt: skip
_READ_ONLY, _NO_SUID, _NO_DEVICES, _RECURSIVE, _PRIVATE = 1, 2, 4, 0x4000, 0x40000
_DEATH_SIGNAL, _DUMPABLE, _SECCOMP, _SUBREAPER, _NO_NEW_PRIVILEGES = 1, 4, 22, 36, 38
NOBODY = 65534
SCRATCH = "/scratch"  # where a student's code may write

_libc = ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc, name)(*arguments) < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")


def die_with_parent() -> None:
    _call("prctl", _DEATH_SIGNAL, 9, 0, 0, 0)


def be_seen(seen: bool) -> None:
    """Whether processes of the same user may look into this one or trace it."""
    _call("prctl", _DUMPABLE, int(seen), 0, 0, 0)


def adopt_orphans() -> None:
    """Become the parent of all descendants whose parents die."""
    _call("prctl", _SUBREAPER, 1, 0, 0, 0)


def leave_root() -> None:
    """Go on as nobody, if this is root: no limit on processes binds the user 0."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def enter_namespaces() -> None:
    """New namespaces for all but mounts; the children of this process live in the new one for processes."""
    uid, gid = os.getuid(), os.getgid()
    _call("unshare", NEW_USER | NEW_PIDS | NEW_IPC | NEW_NAMES | NEW_NET)
    be_seen(True)  # the files in /proc/self belong to root otherwise
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    be_seen(False)


def hide_files(scratch_mb: int) -> None:
    """An empty folder to work in and /dev/shm of that size, no /proc: in a mount namespace of its own."""
    _call("unshare", NEW_MOUNTS)
    _call("mount", b"none", b"/", None, _RECURSIVE | _PRIVATE, None)
    options = f"size={scratch_mb}m,nr_inodes=4096,mode=0700".encode()
    for place in (SCRATCH.encode(), b"/dev/shm"):
        _call("mount", b"tmpfs", place, b"tmpfs", _NO_SUID | _NO_DEVICES, options)
    _call("mount", b"tmpfs", b"/proc", b"tmpfs", _READ_ONLY | _NO_SUID | _NO_DEVICES, b"size=4k")


def limit(memory_mb: int, processes: int, file_mb: int, seconds: int) -> None:
    """Limits of this process and each of its children. memory_mb: beyond what is taken already."""
    taken = resource.getpagesize() * int(_first_word("/proc/self/statm") or 0)
    for name, most in (
        ("AS", taken + memory_mb * 2**20),
        ("NPROC", processes),
        ("FSIZE", file_mb * 2**20),
        ("CPU", seconds),
        ("NOFILE", 256),
        ("CORE", 0),
        ("MSGQUEUE", 0),
        ("MEMLOCK", 0),
    ):
        if hasattr(resource, f"RLIMIT_{name}"):
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))


def _first_word(path: str) -> str:
    try:
        with open(path) as file:
            return file.read().split()[0]
    except OSError:
        return ""


def drop_privileges() -> None:
    """Give up all capabilities, and the ways to get new ones."""
    header = struct.pack("Ii", 0x20080522, 0)
    _call("capset", header, struct.pack("6I", *[0] * 6))
    _call("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0)


# System calls that no exercise needs: name -> its number on x86_64 and on aarch64. All others are allowed; for what
# they do, the namespaces, mounts and limits above are enough.
REFUSED = {
    # Sockets: a namespace does not hold back those of virtual machines (AF_VSOCK), and those of the kernel's services
    # (netlink, crypto) are seldom used and often at fault. socketpair is allowed: asyncio wakes itself by one.
    "socket": (41, 198),
    # Looking into other processes, or taking their files.
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "perf_event_open": (298, 241),
    # Memory that the limit of a process does not count, because it belongs to none.
    "shmget": (29, 194),
    "mq_open": (240, 180),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    # New namespaces and new roots, in which a process would have rights again. clone is refused only where its flags
    # ask for one; clone3 hides its flags from a filter and is said not to exist, upon which threads take clone.
    "unshare": (272, 97),
    "setns": (308, 268),
    "chroot": (161, 51),
    "pivot_root": (155, 41),
    # Mounts, by the old calls and by the new ones; and files by a handle, which passes by all folders.
    "mount": (165, 40),
    "umount2": (166, 39),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "open_by_handle_at": (304, 265),
    # Keys belong to the user, not to the namespace.
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # Another kernel, or code in this one.
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "bpf": (321, 280),
    # Large parts of the kernel through which attacks have come, and which pandas and Jupyter do without. io_uring also
    # opens files and sockets without the calls that a filter sees.
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "userfaultfd": (323, 282),
    "personality": (135, 92),  # switches off the random layout of memory
}
CLONE, CLONE3 = (56, 220), (435, 435)
# The names of the two machines, in the order of the numbers, each with its number for the kernel (AUDIT_ARCH_…).
MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def refuse_calls() -> None:
    """Refuse those system calls from now on, here and in all children; nothing on machines that are not listed."""
    machine = platform.machine()
    if machine not in MACHINES:
        return
    at = list(MACHINES).index(machine)
    load, equal, above, any_of, give = 0x20, 0x15, 0x35, 0x45, 0x06
    allow, kill = 0x7FFF0000, 0x80000000
    no, unknown = 0x00050000 | 1, 0x00050000 | 38  # EPERM; ENOSYS, upon which the C library takes the older call
    program: list[tuple[int, int, int, int]] = [
        (load, 0, 0, 4), (equal, 1, 0, MACHINES[machine]), (give, 0, 0, kill),
        (load, 0, 0, 0), (above, 0, 1, 0x40000000), (give, 0, 0, no),
        (equal, 0, 1, CLONE3[at]), (give, 0, 0, unknown),
    ]  # fmt: skip
    for numbers in REFUSED.values():
        program += [(equal, 0, 1, numbers[at]), (give, 0, 0, no)]
    # clone: refused where it would make a namespace
    program += [
        (equal, 0, 3, CLONE[at]), (load, 0, 0, 16), (any_of, 0, 1, 0x7E020000), (give, 0, 0, no),
        (give, 0, 0, allow),
    ]  # fmt: skip
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *each) for each in program))
    _call("prctl", _SECCOMP, 2, struct.pack("HxxxxxxP", len(program), ctypes.addressof(code)), 0, 0)
