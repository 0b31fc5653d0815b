"""Draws solved on a Dask cluster that is given by its scheduler's address.

The cluster is somebody else's to start, and to secure: whoever reaches a scheduler can run code on its workers. With
``tls://`` the certificates are those of Dask's own configuration; the guide *Use a cluster* says how. A worker that
dies costs only time, as its portions are given to another.
"""

import asyncio
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from socket import create_connection, gaierror
from typing import Any

from detente.analysis.arrays import Arrays
from detente.analysis.beliefs import Draw
from detente.analysis.solve import Progress, Runner, Settings
from detente.analysis.structure import Structure
from detente.errors import RunnerError
from detente.runners.cache import prepare_cache
from detente.runners.local import cores, side_by_side
from detente.runners.work import sent_out

__all__ = ["cluster"]

ADDRESS = re.compile(r"(?:tcp|tls|wss?)://(?P<host>[^\s/:\[\]]+|\[[0-9a-fA-F:.]+\]):(?P<port>\d{1,5})")
ENCRYPTED = ("tls://", "wss://")
MOST_PORTS = 65_535
GUIDE = "docs/how-to/cluster.md says how to set TLS up"
PATIENCE = 15  # seconds in which a scheduler must answer and have a worker
RETRIES = 2  # times a portion is tried again where an error of its machine stopped it


@contextmanager
def cluster(address: str) -> Iterator[Runner]:
    """A runner on the workers of a Dask scheduler.

    Parameters
    ----------
    address
        Of the scheduler, such as ``tls://10.0.0.5:8786``.

    Raises
    ------
    RunnerError
        If Dask is not installed, nothing answers at the address, TLS is wanted and not set up, or no worker is there.
    """
    prepare_cache()
    client = _connected(address)

    def run(
        structure: Structure, draws: Sequence[Draw], settings: Settings, progress: Progress | None = None
    ) -> list[Arrays]:
        executor, workers = client.get_executor(pure=False, retries=RETRIES), sum(client.nthreads().values())
        with _explained(address):
            return sent_out(structure, draws, settings, progress, executor=executor, workers=workers)

    try:
        yield Runner(run, side_by_side(cores()))
    finally:
        client.close()


def _connected(address: str) -> Any:
    host, port = _host_and_port(address)
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError:
        raise RunnerError("a cluster needs Dask: install detente[cluster]") from None
    try:
        create_connection((host, port), timeout=PATIENCE).close()  # Dask would try again and again
        with ThreadPoolExecutor(1) as apart:  # whoever asks may have a loop of their own
            apart.submit(asyncio.run, _tried(address)).result()
        client: Any = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except RunnerError:
        raise
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise RunnerError(
            f'no Dask scheduler answers at "{address}": {_line(error)}{_hint(address, error)}'
        ) from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        client.close()
        raise RunnerError(f'the scheduler at "{address}" has no worker; start one with "dask worker"') from error
    return client


def _host_and_port(address: str) -> tuple[str, int]:
    found = ADDRESS.fullmatch(address)
    if not found or int(found["port"]) > MOST_PORTS:
        raise RunnerError(f'expected the address of a Dask scheduler such as tls://10.0.0.5:8786, got "{address}"')
    return found["host"].strip("[]"), int(found["port"])


async def _tried(address: str) -> None:
    """Speak once with whoever is there: a client that fails half-made cannot be closed.

    Raises
    ------
    RunnerError
        If TLS is asked for and Dask's configuration lacks what it needs.
    """
    from distributed.comm.core import connect  # noqa: PLC0415 - an extra
    from distributed.security import Security  # noqa: PLC0415 - an extra

    try:
        given: dict[str, Any] = Security().get_connection_args("client")  # type: ignore[no-untyped-call]
    except OSError as error:
        raise RunnerError(f"the certificates that Dask's configuration names: {_line(error)}; {GUIDE}") from error
    if address.startswith(ENCRYPTED) and given["ssl_context"] is None:
        raise RunnerError(
            f'"{address}" needs certificates, and Dask\'s configuration names none for a client; {GUIDE}'
        )
    comm = await connect(address, timeout=PATIENCE, **given)  # type: ignore[no-untyped-call]
    await comm.close()


def _hint(address: str, error: BaseException) -> str:
    """What may be wrong where somebody is there and does not understand."""
    if isinstance(error, ConnectionRefusedError | TimeoutError | gaierror):
        return ""
    if address.startswith(ENCRYPTED):
        return f"; both sides need certificates of one authority: {GUIDE}"
    return f"; it may want TLS: tls{address.removeprefix('tcp')}, and {GUIDE}"


@contextmanager
def _explained(address: str) -> Iterator[None]:
    """What can befall a cluster, said in its own words."""
    from distributed import KilledWorker  # noqa: PLC0415 - an extra

    try:
        yield
    except KilledWorker as error:
        raise RunnerError(
            f'workers of "{address}" died again and again over the same draws: {_line(error)}'
        ) from error
    except (CancelledError, OSError) as error:
        raise RunnerError(f'the scheduler at "{address}" went away') from error
    except ImportError as error:
        raise RunnerError(f"the workers lack something ({error}): install the same Detente there") from error


def _line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
