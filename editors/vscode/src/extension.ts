/** evlint in VS Code: starts `evlint server`, and adds two commands. What is checked, and how, is the server's. */

import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { findServer, type Found, type Machine } from "./find";
import { codesAt, documentSelector, forServer, LANGUAGES } from "./settings";
import { say, sayTwice } from "./words";

const MANUAL = "https://github.com/evlint/evlint/blob/main/docs/guides/editors.md";
const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append("evlint");
const MOST_OUTPUT = 16 * 1024 * 1024; // bytes of an answer of the command that are kept

let client: LanguageClient | undefined;
let found: Found | undefined;
let channel: vscode.OutputChannel | undefined;
let starting: Promise<void> = Promise.resolve();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  channel = vscode.window.createOutputChannel("evlint");
  context.subscriptions.push(
    channel,
    vscode.commands.registerCommand("evlint.fixFile", fixFile),
    vscode.commands.registerCommand("evlint.explainRule", explainRule),
    vscode.commands.registerCommand("evlint.restart", restart),
    vscode.workspace.registerTextDocumentContentProvider("evlint-rule", { provideTextDocumentContent: ruleText }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void restart()),
    vscode.workspace.onDidChangeConfiguration((event) => void settingsChanged(event)),
    vscode.workspace.onDidSaveTextDocument((document) => {
      askWebsites(document);
    }),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await stop();
}

/** Start the server anew, one start after another. */
function restart(): Promise<void> {
  starting = starting.then(start, start);
  return starting;
}

async function start(): Promise<void> {
  await stop();
  found = findServer(
    {
      path: setting<string>("path", ""),
      folders: (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath),
      isTrusted: vscode.workspace.isTrusted,
    },
    machine,
  );
  if (found === undefined) {
    void tellHowToGetIt();
    return;
  }
  channel?.appendLine(`${found.command} server (${found.origin})`);
  const server: ServerOptions = { command: found.command, args: ["server"], options: { env: environment() } };
  const options: LanguageClientOptions = {
    documentSelector: documentSelector(),
    outputChannel: channel,
    initializationOptions: serverSettings(),
  };
  client = new LanguageClient("evlint", "evlint", server, options);
  await client.start();
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  if (running !== undefined && running.needsStop()) await running.stop();
}

async function settingsChanged(event: vscode.ConfigurationChangeEvent): Promise<void> {
  if (event.affectsConfiguration("evlint.path")) {
    await restart();
  } else if (event.affectsConfiguration("evlint")) {
    await sendSettings();
  }
}

async function sendSettings(): Promise<void> {
  if (client?.isRunning() === true) {
    await client.sendNotification("workspace/didChangeConfiguration", { settings: { evlint: serverSettings() } });
  }
}

function serverSettings(): Record<string, unknown> {
  return forServer({ language: setting<string>("language", ""), online: setting<boolean>("online", false), rules: setting<Record<string, unknown>>("rules", {}) });
}

function setting<T>(name: string, unset: T): T {
  return vscode.workspace.getConfiguration("evlint").get<T>(name, unset);
}

async function tellHowToGetIt(): Promise<void> {
  const language = vscode.env.language;
  const path = setting<string>("path", "");
  const text = path === "" ? sayTwice("noServer", language) : say("wrongPath", language, { path });
  const choices = [say("howToGet", language), say("openSettings", language), say("tryAgain", language)];
  const chosen = await vscode.window.showWarningMessage(text, ...choices);
  if (chosen === choices[0]) await vscode.env.openExternal(vscode.Uri.parse(MANUAL));
  if (chosen === choices[1]) await vscode.commands.executeCommand("workbench.action.openSettings", "evlint.path");
  if (chosen === choices[2]) await restart();
}

/** Apply all safe fixes of the file in front. */
async function fixFile(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    void vscode.window.showInformationMessage(say("noFile", vscode.env.language));
    return;
  }
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  const whole = new vscode.Range(new vscode.Position(0, 0), end);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    editor.document.uri,
    whole,
    FIX_ALL.value,
  );
  const edit = actions.find((action) => action.kind?.contains(FIX_ALL) === true)?.edit;
  if (edit === undefined) {
    void vscode.window.showInformationMessage(say("nothingToFix", vscode.env.language));
  } else {
    await vscode.workspace.applyEdit(edit);
  }
}

/** Show the page of a rule: the one at the cursor, else one that the author chooses. */
async function explainRule(given?: unknown): Promise<void> {
  const code = typeof given === "string" ? given : await chosenRule();
  if (code === undefined) return;
  const uri = vscode.Uri.from({ scheme: "evlint-rule", path: `${code}.md` });
  try {
    await ruleText(uri);
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(say("noRules", vscode.env.language, { reason }));
  }
}

async function chosenRule(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor !== undefined) {
    const here = vscode.languages.getDiagnostics(editor.document.uri).filter((one) => one.range.contains(editor.selection.active));
    const codes = codesAt(here);
    if (codes.length === 1) return codes[0];
  }
  const listed = run(["rule", "--format", "json"]).then((text) =>
    (JSON.parse(text) as { code: string; name: string; summary: string }[]).map((rule) => ({
      label: rule.code,
      description: rule.name,
      detail: rule.summary,
    })),
  );
  try {
    const picked = await vscode.window.showQuickPick(listed, {
      placeHolder: say("whichRule", vscode.env.language),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    return picked?.label;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(say("noRules", vscode.env.language, { reason }));
    return undefined;
  }
}

function ruleText(uri: vscode.Uri): Promise<string> {
  return run(["rule", uri.path.replace(/\.md$/, ""), "--format", "markdown"]);
}

/** After a save, let the command ask the websites that a file links to; the server then tells what was learnt. */
function askWebsites(document: vscode.TextDocument): void {
  const isPost = document.uri.scheme === "file" && LANGUAGES.some((language) => language === document.languageId);
  if (!isPost || !vscode.workspace.isTrusted || !setting<boolean>("online", false)) return;
  const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri.fsPath;
  run(["check", "--online", "--fail-on", "never", "--format", "json", "--", document.uri.fsPath], folder).then(sendSettings, (error: unknown) => {
    channel?.appendLine(error instanceof Error ? error.message : String(error));
  });
}

/** Run evlint and return what it prints. */
function run(words: string[], folder?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    if (found === undefined) {
      reject(new Error(say("noServer", vscode.env.language)));
      return;
    }
    execFile(found.command, words, { cwd: folder ?? homedir(), env: environment(), maxBuffer: MOST_OUTPUT }, (error, out, told) => {
      if (error === null) resolve(out);
      else reject(new Error(told.trim() === "" ? error.message : told.trim()));
    });
  });
}

/** The environment of evlint: the editor's own, with the language of its messages where the author set none. */
function environment(): NodeJS.ProcessEnv {
  const language = setting<string>("language", "");
  return { ...process.env, PYTHONUTF8: "1", ...(language === "" ? {} : { EVLINT_LANG: language }) };
}

const machine: Machine = {
  isWindows: process.platform === "win32",
  env: process.env,
  home: homedir(),
  canRun: (path) => {
    try {
      accessSync(path, constants.X_OK);
      return statSync(path).isFile();
    } catch {
      return false;
    }
  },
};
