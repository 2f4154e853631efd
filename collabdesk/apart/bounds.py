"""How much memory a helping process may hold, on every system.

Linux is asked through /proc and macOS through libproc, now and then, by whoever waits. On Windows the process puts
itself into a job object, which refuses it more and ends what it has started: from outside it would be too late, for
the python.exe of a virtual environment starts the real one as a process of its own.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Any


def memory_of(pid: int) -> int:
    """The memory that a process holds, in bytes; 0 where it is gone or can't be asked."""
    if sys.platform == "darwin":
        return _memory_on_mac(pid)
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


_TASK_INFO, _TASK_INFO_SIZE = 4, 96
"""PROC_PIDTASKINFO of libproc, and the size of its answer; the second of its 64-bit numbers is the resident size."""


def _memory_on_mac(pid: int) -> int:
    answer = (ctypes.c_uint64 * (_TASK_INFO_SIZE // 8))()
    try:
        library = ctypes.CDLL("/usr/lib/libproc.dylib", use_errno=True)
        given = library.proc_pidinfo(pid, _TASK_INFO, ctypes.c_uint64(0), answer, _TASK_INFO_SIZE)
    except (OSError, AttributeError):
        return 0
    return int(answer[1]) if given == _TASK_INFO_SIZE else 0


# --- Windows: a job object (winnt.h, jobapi2.h) ---

_LIMIT_PROCESS_MEMORY = 0x100
_LIMIT_KILL_ON_JOB_CLOSE = 0x2000
_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = [
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    ]


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION: the basic ones, IO_COUNTERS, then the four about memory."""

    _fields_ = [
        ("Basic", BasicLimits),
        ("IoCounters", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    ]


def limits_of(most_memory: int) -> ExtendedLimits:
    """No process of the job commits more than that, and all end with the job."""
    limits = ExtendedLimits()
    limits.Basic.LimitFlags = _LIMIT_PROCESS_MEMORY | _LIMIT_KILL_ON_JOB_CLOSE
    limits.ProcessMemoryLimit = most_memory
    return limits


def bound_this_process(most_memory: int) -> None:
    """Refuse this process more memory than that, where its starter can't watch it; as far as the system lets us."""
    if sys.platform == "win32":
        _join_job(_kernel(), limits_of(most_memory))


def _kernel() -> Any:
    """kernel32 with the types of what is called: a handle is wider than an int."""
    kernel = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009 - mypy runs elsewhere
    handle, number = ctypes.c_void_p, ctypes.c_uint32
    kernel.CreateJobObjectW.argtypes, kernel.CreateJobObjectW.restype = [handle, ctypes.c_wchar_p], handle
    kernel.SetInformationJobObject.argtypes = [handle, ctypes.c_int, handle, number]
    kernel.AssignProcessToJobObject.argtypes = [handle, handle]
    kernel.GetCurrentProcess.argtypes, kernel.GetCurrentProcess.restype = [], handle
    return kernel


def _join_job(kernel: Any, limits: ExtendedLimits) -> bool:
    """Make a job and join it; its handle stays open for the life of the process. Whether that was allowed."""
    job = kernel.CreateJobObjectW(None, None)
    return bool(
        job
        and kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
        and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
    )
