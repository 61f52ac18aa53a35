"""What click's shell completion lacks: fish's lists with commas, and PowerShell."""

from __future__ import annotations

import os

from click.shell_completion import CompletionItem, FishComplete, ShellComplete, add_completion_class, split_arg_string


class Fish(FishComplete):
    """Click's script for fish, which cuts a candidate at each comma; lists of codes have some."""

    source_template = FishComplete.source_template.replace('string split ","', 'string split -m 1 ","')


class PowerShell(ShellComplete):
    """Windows PowerShell and PowerShell 7. Where evlint offers nothing, the shell offers files.

    PowerShell takes `EV1,EV2` for a list and asks for its last item only, so what stands before that is taken off again.
    """

    name = "powershell"
    source_template = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @()
    $current = ''
    foreach ($element in $commandAst.CommandElements) {
        if ($element.Extent.EndOffset -lt $cursorPosition) { $before += $element.Extent.Text }
        elseif ($element.Extent.StartOffset -lt $cursorPosition) {
            $current = $element.Extent.Text.Substring(0, $cursorPosition - $element.Extent.StartOffset)
        }
    }
    $lead = $current.Substring(0, [Math]::Max(0, $current.LastIndexOf(',') + 1))
    $env:COMP_WORDS = $before -join "`n"
    $env:COMP_CWORD = $current
    $env:%(complete_var)s = 'powershell_complete'
    try {
        & %(prog_name)s | ForEach-Object {
            $type, $value, $help = $_ -split "`t", 3
            if ($type -eq 'plain') {
                $shown = if ($value.StartsWith($lead)) { $value.Substring($lead.Length) } else { $value }
                if (-not $help) { $help = $shown }
                [System.Management.Automation.CompletionResult]::new($shown, $shown, 'ParameterValue', $help)
            }
        }
    } finally {
        Remove-Item 'Env:COMP_WORDS', 'Env:COMP_CWORD', 'Env:%(complete_var)s' -ErrorAction SilentlyContinue
    }
}
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one that is typed, and that one as far as it goes."""
        return split_arg_string(os.environ["COMP_WORDS"])[1:], os.environ.get("COMP_CWORD", "")

    def format_completion(self, item: CompletionItem) -> str:
        """Return kind, value and help between tabs, on one line."""
        help_ = " ".join((item.help or "").split())
        return f"{item.type}\t{item.value}\t{help_}"


def mend() -> None:
    """Take our scripts in the place of click's."""
    add_completion_class(Fish)
    add_completion_class(PowerShell)
