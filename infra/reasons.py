"""Why npm or pip failed, in one line of what they printed."""

import re

_PIP_UNREACHABLE = re.compile(
    r"(?:connection broken by|Max retries exceeded).*?: ((?:\[Errno -?\d+\] )?[^'\"()<>]+)['\")]"
)
_NPM_NOISE = re.compile(r"^(code|errno|syscall|A complete log|    |This is a problem|If you are behind|'proxy')")


def of_pip(printed: str) -> str:
    """The network's word where it was that, else pip's last error."""
    if found := _PIP_UNREACHABLE.findall(printed):
        return f"the package index cannot be reached: {found[-1].strip()}"
    errors = [line.partition("ERROR:")[2].strip() for line in printed.splitlines() if "ERROR:" in line]
    return errors[-1] if errors else _last(printed, "pip gave no reason")


def of_npm(printed: str) -> str:
    """npm's first line that is not a code or advice."""
    told = [re.sub(r"^npm (error|ERR!) ?", "", line) for line in printed.splitlines() if line.startswith("npm e")]
    told += [re.sub(r"^npm ERR! ?", "", line) for line in printed.splitlines() if line.startswith("npm ERR!")]
    for line in told:
        words = re.sub(r"^network ", "", line).strip()
        if words and not _NPM_NOISE.match(line):
            return words
    return _last(printed, "npm gave no reason")


def _last(printed: str, otherwise: str) -> str:
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    return lines[-1] if lines else otherwise
