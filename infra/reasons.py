"""Why npm or pip failed, in one line of what they printed."""

import re

NPM_PATIENCE = ("--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000")
"""npm's own patience with a registry that does not answer is minutes."""
_PIP_UNREACHABLE = re.compile(r"connection broken by '\w+\((.*)\)': /")
_NPM_REASON = re.compile(r"^npm (?:error|ERR!) ?(?:network )?(.*)")
_NPM_NOISE = re.compile(r"^(code |errno |syscall |path |A complete log|This is a problem|If you are behind|\s|$)")


def of_pip(printed: str) -> str:
    """The network's word where it was that, else pip's last error."""
    if found := _PIP_UNREACHABLE.findall(printed):
        words = found[-1].strip("'\"")
        return f"the package index cannot be reached: {words[max(0, words.find('Failed')) :]}"
    errors = [line.partition("ERROR:")[2].strip() for line in printed.splitlines() if "ERROR:" in line]
    return errors[-1] if errors else _last(printed, "pip gave no reason")


def of_npm(printed: str) -> str:
    """npm's first line that is neither a code nor advice."""
    for line in printed.splitlines():
        found = _NPM_REASON.match(line)
        if found and not _NPM_NOISE.match(found[1]):
            return found[1].strip()
    return _last(printed, "npm gave no reason")


def _last(printed: str, otherwise: str) -> str:
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    return lines[-1] if lines else otherwise
