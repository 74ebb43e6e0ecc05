"""The command line: arguments in, exit code out.

Exit codes: 2 wrong usage, before anything is scanned; else 1 something found at or above the threshold; else 3
something not examined; else 0. An interrupt ends with 130, a reader that went away with 141, as shells expect.
"""

import os
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

import click

import leakscan
from leakscan.errors import UsageError
from leakscan.findings import Confidence, Severity
from leakscan.folders import files_below
from leakscan.limits import Limits
from leakscan.options import Options
from leakscan.progress import Bar
from leakscan.render.plain import plain
from leakscan.report import Report

FOUND, WRONG_USAGE, INCOMPLETE, INTERRUPTED, NO_READER = 1, 2, 3, 130, 141

Command = Callable[..., Any]


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit."""
    sys.exit(_exit_code(sys.argv[1:] if arguments is None else arguments))


def _exit_code(arguments: list[str]) -> int:
    try:
        code = leakscan_command.main(arguments, prog_name="leakscan", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return WRONG_USAGE
    except UsageError as error:
        click.echo(f"Error: {plain(str(error))}", err=True)
        return WRONG_USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    return code if isinstance(code, int) else 0


class _DefaultScan(click.Group):
    """A group whose first argument, when it is no command, belongs to `scan`."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # click itself would make it exit code 1: something found
            _give_up_output()
            return NO_READER
        except OSError as error:
            _give_up_output()
            raise UsageError(f"the output cannot be written: {error.strerror}") from error
        return code

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, "--help", "-h", "--version"):
            args = ["scan", *args]
        return super().parse_args(ctx, args)


def _give_up_output() -> None:
    """Let the interpreter, which flushes standard output once more when it ends, not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=_DefaultScan, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(leakscan.__version__, package_name="leakscan", prog_name="leakscan")
def leakscan_command() -> None:
    """Find the data nobody meant to release in office files.

    `leakscan PATH...` is short for `leakscan scan PATH...`.
    """


def _words(kind: type[Severity] | type[Confidence]) -> list[str]:
    return [member.value for member in kind]


def _listed(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


_READING_OPTIONS = (
    click.option("--select", multiple=True, metavar="RULES", help="Run only these rules; commas or repeated."),
    click.option("--ignore", multiple=True, metavar="RULES", help="Do not run these rules."),
    click.option("--password", "ask", is_flag=True, help="Ask for a password for encrypted files, unseen."),
    click.option(
        "--password-file",
        type=click.Path(exists=True, dir_okay=False),
        help="A file of passwords, one a line, tried on encrypted files.",
    ),
    click.option("--timeout", type=float, metavar="SECONDS", help="Time for one file; 0 for no limit [900]."),
    click.option("--max-bytes", type=int, metavar="N", help="Bytes unpacked from one file in all [16 GiB]."),
    click.option("--no-people", is_flag=True, help="Do not say who is exposed by what is found."),
    click.option(
        "--identifiers",
        type=click.Path(exists=True, dir_okay=False),
        metavar="FILE",
        help="Names and numbers of your own to find in what is hidden, one a line.",
    ),
    click.option(
        "--words",
        type=click.Path(exists=True, dir_okay=False),
        metavar="FILE",
        help="Headers, patterns and countries of your own, as TOML.",
    ),
    click.option("--presidio", is_flag=True, help="Ask Microsoft Presidio as well; it must be installed."),
    click.option("--max-depth", type=int, metavar="N", help="How many files deep to look [16]."),
)


def reading_options(function: Command) -> Command:
    """Give a command the options that say how files are read."""
    for option in reversed(_READING_OPTIONS):
        function = option(function)
    return function


def options_of(given: dict[str, Any]) -> Options:
    """Return the library's options for those given on the command line.

    Raises:
        UsageError: a value is wrong or a rule unknown.
    """
    from leakscan.rules import selected

    limits = Limits()
    if given["timeout"] is not None:
        limits = replace(limits, timeout_seconds=given["timeout"] or None)
    if given["max_bytes"] is not None:
        limits = replace(limits, total_bytes=given["max_bytes"])
    if given["max_depth"] is not None:
        limits = replace(limits, depth=given["max_depth"])
    options = Options(
        select=_listed(given["select"]),
        ignore=_listed(given["ignore"]),
        limits=limits,
        passwords=_passwords(given["password_file"], ask=given["ask"]),
        mask_places=given.get("mask_places", False),
        people=not given["no_people"],
        identifiers=given["identifiers"],
        words=given["words"],
        presidio=given["presidio"],
    )
    if options.has_knowledge:
        options.knowledge()
    selected(options.select, options.ignore)
    return options


def _passwords(path: str | None, *, ask: bool) -> tuple[str, ...]:
    passwords: list[str] = []
    if path is not None:
        try:
            passwords += [line for line in Path(path).read_text(encoding="utf-8-sig").splitlines() if line]
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError("the password file cannot be read as UTF-8 text") from error
    if ask:
        passwords.append(click.prompt("Password", hide_input=True, err=True))
    return tuple(passwords)


@leakscan_command.command("scan")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@click.option("--reveal", is_flag=True, help="Show quoted values, which are masked otherwise.")
@click.option("--min-severity", type=click.Choice(_words(Severity)), help="Leave out findings below this.")
@click.option("--min-confidence", type=click.Choice(_words(Confidence)), help="Leave out findings below this.")
@click.option(
    "--fail-on",
    type=click.Choice([*_words(Severity), "never"]),
    default="medium",
    show_default=True,
    help="Exit with 1 for findings at or above this, unless they are merely possible.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes share many files [one on each processor].",
)
@click.option("--allow-incomplete", is_flag=True, help="Do not exit with 3 when something was not examined.")
@click.option("--mask-places", is_flag=True, help="Number the names of sheets, parts and attachments.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write the report there.")
@reading_options
def scan_command(paths: tuple[str, ...], **given: Any) -> int:
    """Scan files, folders, or standard input (-)."""
    missing = [path for path in paths if path != "-" and not Path(path).exists()]
    if missing:
        raise UsageError(f"there is no {missing[0]}")
    options = options_of(given)
    _refuse_overwriting(given["output"], paths)
    with _output(given["output"]) as stream:
        return _Scanning(paths, options, given, stream).run()


class _Scanning:
    """One run of the scan command: what is to be scanned, how it is shown, and what was met so far."""

    def __init__(self, paths: tuple[str, ...], options: Options, given: dict[str, Any], stream: TextIO) -> None:
        self._unlisted: list[str] = []
        self._named = {path for path in paths if not Path(path).is_dir()}
        self._paths = list(self._expanded(paths))
        self._is_single = len(paths) == 1 and bool(self._named)
        self._options = options
        self._given = given
        self._stream = stream
        self._unknown = 0
        self._is_incomplete = False
        self._is_found = False

    def run(self) -> int:
        """Scan everything, show it, and return the exit code."""
        for piece in self._pieces():
            self._stream.write(piece)
            self._stream.flush()
        if not self._paths:
            self._say("No file was found there; nothing was scanned.")
        if self._unknown:
            self._say(f"{self._unknown:,} file{'' if self._unknown == 1 else 's'} of no known format.")
        for folder in self._unlisted:
            self._say(f"{plain(folder)}: the folder cannot be listed; nothing in it was examined.")
        if self._is_found:
            return FOUND
        is_incomplete = self._is_incomplete or bool(self._unlisted) or not self._paths
        return INCOMPLETE if is_incomplete and not self._given["allow_incomplete"] else 0

    def _pieces(self) -> Iterator[str]:
        from leakscan.render import to_json, to_text

        reveal = self._given["reveal"]
        if self._given["form"] == "text":
            for number, report in enumerate(self._reports()):
                yield ("\n" if number else "") + to_text.to_text(report, reveal=reveal)
        elif self._given["form"] == "jsonl":
            yield from to_json.to_json_lines(self._reports(), reveal=reveal)
        elif self._is_single:
            for report in self._reports():
                yield to_json.to_json(report, reveal=reveal, indent=2) + "\n"
        else:
            yield from to_json.to_json_list(self._reports(), reveal=reveal)

    def _reports(self) -> Iterator[Report]:
        paths = list(self._paths)
        reports = _scanned(paths, self._options, self._given["workers"])
        with closing(reports), closing(Bar(paths, self._stream)) as bar:
            for path in paths:
                with bar.scanning(path):
                    report = next(reports)
                with report:
                    if path not in self._named and _is_of_no_known_format(report):
                        self._unknown += 1
                        continue
                    shown = self._narrowed(report)
                    self._note(shown)
                    yield shown

    def _note(self, report: Report) -> None:
        self._is_incomplete = self._is_incomplete or not report.complete
        self._is_found = self._is_found or is_failure(report, self._given["fail_on"])

    def _narrowed(self, report: Report) -> Report:
        """Return the report without the findings below what was asked for; its options say so."""
        floors = {key: self._given[key] for key in ("min_severity", "min_confidence") if self._given[key]}
        if not floors:
            return report
        severity = Severity(floors.get("min_severity", "info"))
        confidence = Confidence(floors.get("min_confidence", "possible"))
        return Report(
            source=replace(report.source, options={**report.source.options, **floors}),
            findings=tuple(
                finding
                for finding in report.findings
                if finding.severity >= severity and finding.confidence >= confidence
            ),
            problems=report.problems,
            parts=report.parts,
            pixels_not_read=report.pixels_not_read,
            exposure=report.exposure,
            moments=report.moments,
        )

    def _expanded(self, paths: tuple[str, ...]) -> Iterator[str]:
        for path in paths:
            if path in self._named:
                yield path
            else:
                yield from files_below(path, unlisted=self._unlisted)

    def _say(self, line: str) -> None:
        """Add a line to a text report; beside any other form it goes to standard error."""
        if self._given["form"] == "text":
            self._stream.write(f"\n{line}\n")
        else:
            click.echo(line, err=True)


def is_failure(report: Report, threshold: str) -> bool:
    """Return whether a report holds a finding at or above the threshold that is more than possible."""
    return threshold != "never" and any(
        finding.severity >= Severity(threshold) and finding.confidence > Confidence.POSSIBLE
        for finding in report.findings
    )


def _scanned(paths: list[str], options: Options, workers: int | None) -> Generator[Report]:
    """Yield the report of each file, and of standard input; a file that is gone by now has a report too."""
    from leakscan.engine import scan, scan_many

    if "-" not in paths:
        yield from scan_many(paths, options, workers=workers or os.cpu_count() or 1)
        return
    for path in paths:
        if path == "-":
            yield scan(sys.stdin.buffer, options, name="-")
        else:
            yield from scan_many([path], options)


def _is_of_no_known_format(report: Report) -> bool:
    return any(problem.code == "unsupported-format" and len(problem.trail) == 1 for problem in report.problems)


def _refuse_overwriting(output: str | None, paths: tuple[str, ...]) -> None:
    """Raise UsageError when the report would be written over a file, or into a folder, that is to be scanned."""
    if output is None:
        return
    target = Path(output).resolve()
    for path in paths:
        scanned = Path(path).resolve()
        if path != "-" and (target == scanned or (scanned.is_dir() and scanned in target.parents)):
            raise UsageError(f"{output} lies among the files to be scanned")
        if target.exists() and scanned.exists() and target.samefile(scanned):
            raise UsageError(f"{output} is a file to be scanned")


@contextmanager
def _output(path: str | None) -> Iterator[TextIO]:
    """Give the stream a report is written to; a file is its owner's alone.

    Raises:
        UsageError: the file cannot be written.
    """
    if path is None:
        # Names are spelt out by the renderers; what a narrow encoding still lacks must not stop a report.
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        yield sys.stdout
        return
    from leakscan.tables import private_file

    try:
        stream = private_file(Path(path)).open("w", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written") from error
    try:
        with stream:
            yield stream
    except OSError as error:
        raise UsageError(f"{path} cannot be written to its end") from error


@leakscan_command.command("rules")
@click.argument("rule_id", required=False, metavar="[ID]")
def rules_command(rule_id: str | None) -> None:
    """List the rules, or tell all about one."""
    from leakscan.render.rule_page import rule_list, rule_page
    from leakscan.rules import rule, rules

    click.echo(rule_list(rules()) if rule_id is None else rule_page(rule(rule_id)), nl=False)


@leakscan_command.command("extract")
@click.argument("path", metavar="FILE")
@click.option("-o", "--output", "folder", required=True, type=click.Path(file_okay=False), metavar="DIR")
@click.option("--xlsx", is_flag=True, help="Write the tables into one workbook instead of CSV files.")
@click.option("--exact", is_flag=True, help="Do not defuse cells that a spreadsheet would take for formulas.")
@click.option("--force", is_flag=True, help="Write into a folder that is not empty.")
@reading_options
def extract_command(path: str, *, folder: str, xlsx: bool, exact: bool, force: bool, **given: Any) -> int:
    """Write what FILE hides into a folder: tables, texts and embedded files."""
    from leakscan.extraction import extract

    options = options_of(given)
    click.echo(f"This writes real data in clear into {plain(folder)}. Delete it when done.", err=True)
    if path != "-" and not Path(path).is_file():
        raise UsageError(f"there is no file {path}")
    with next(_scanned([path], options, 1)) as report:
        manifest = extract(report, folder, safe=not exact, xlsx=xlsx, force=force)
        written = (len(manifest.tables), len(manifest.texts), len(manifest.files))
        click.echo("Tables: {:,}. Texts: {:,}. Files: {:,}. The manifest says what each is.".format(*written))
        for failure in manifest.failures:
            click.echo(f"Not recovered: {plain(failure)}", err=True)
        return 0 if report.complete and not manifest.failures else INCOMPLETE


@leakscan_command.command("assess")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--docx", type=click.Path(dir_okay=False), metavar="FILE", help="Write it as a Word document too.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write the assessment there."
)
@reading_options
def assess_command(
    paths: tuple[str, ...], *, form: str, docx: str | None, output: str | None, **given: Any
) -> int:
    """Say who is exposed by files and folders together, in the order in which a regulator asks."""
    from leakscan.assessment import assess
    from leakscan.render import assessment as render

    missing = [path for path in paths if path != "-" and not Path(path).exists()]
    if missing:
        raise UsageError(f"there is no {missing[0]}")
    if given["no_people"]:
        raise UsageError("an assessment is about people; leave --no-people out")
    unlisted: list[str] = []
    found = assess(_assessed(paths, options_of(given), unlisted))
    with _output(output) as stream:
        stream.write(render.to_json(found) if form == "json" else render.to_text(found))
    if docx is not None:
        try:
            render.to_docx(found, Path(docx))
        except OSError as error:
            raise UsageError(f"{docx} cannot be written") from error
    for folder in unlisted:
        click.echo(f"{plain(folder)}: the folder cannot be listed; nothing in it was examined.", err=True)
    if found.places:
        return FOUND
    return 0 if found.complete and not unlisted else INCOMPLETE


def _assessed(paths: tuple[str, ...], options: Options, unlisted: list[str]) -> Iterator[Report]:
    """Yield the reports of files, and of those in folders that are of a known format."""
    for path in paths:
        is_folder = Path(path).is_dir()
        for name in files_below(path, unlisted=unlisted) if is_folder else [path]:
            with next(_scanned([name], options, 1)) as report:
                if not is_folder or not _is_of_no_known_format(report):
                    yield report
