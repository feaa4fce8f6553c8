"""Long work beside the page: it shows how far it is and can be stopped."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from model.errors import InputError, StoppedError
from ui.shared.texts import say, show_problems

Watch = Callable[[float], bool]


@dataclass
class Job:
    """One piece of work in a thread of its own; the page asks it how far it is."""

    work: Callable[[Watch], object]
    key: str
    share: float = 0.0
    result: object = None
    error: Exception | None = None
    stopping: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Begin."""
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        try:
            self.result = self.work(self._watch)
        except Exception as error:  # handed to the page, which shows or raises it
            self.error = error
        finally:
            self.done.set()

    def _watch(self, share: float) -> bool:
        self.share = share
        return not self.stopping.is_set()


def run_button(name: str, label: str, key: str, work: Callable[[Watch], object]) -> None:
    """Draw the button that starts a piece of work.

    Parameters
    ----------
    key : what the result belongs to
    work : tells its watcher how far it is, and heeds the answer
    """

    asked = f"asked.{name}"
    running = current(name) is not None and not current_job(name).done.is_set()
    # asked in a callback, for a run that is ended by the next message never gets to this line
    st.button(
        label,
        type="primary",
        disabled=running,
        key=f"start.{name}",
        on_click=lambda: st.session_state.update({asked: True}),
    )
    # begun here: a callback still knows the inputs as they were before the last one typed
    if st.session_state.pop(asked, False) and not running:
        job = Job(work, key)
        st.session_state[f"job.{name}"] = job
        job.start()
        st.rerun()


def current(name: str) -> Job | None:
    """Return the last piece of work of that name."""
    job: Job | None = st.session_state.get(f"job.{name}")
    return job


def current_job(name: str) -> Job:
    """Return the last piece of work of that name; there must be one."""
    job = current(name)
    if job is None:
        raise KeyError(name)
    return job


def result_of(name: str, key: str) -> object | None:
    """Return the finished result for `key`; draw progress or errors where there is none yet."""
    job = current(name)
    if job is None:
        return None
    if not job.done.is_set():
        _progress(name)
        return None
    if isinstance(job.error, StoppedError):
        st.info(say("stopped; nothing was kept"))
        return None
    if isinstance(job.error, InputError):
        show_problems(job.error)
        return None
    if job.error is not None:
        raise job.error
    if job.key != key:
        st.info(say("the inputs have changed since; run it again"))
        return None
    return job.result


@st.fragment(run_every=0.3)
def _progress(name: str) -> None:
    job = current(name)
    if job is None or job.done.is_set():
        st.rerun()
    words = say("working")
    st.progress(job.share, text=f"{words} {job.share:.0%}")
    st.button(say("stop"), on_click=job.stopping.set, key=f"stop.{name}")
