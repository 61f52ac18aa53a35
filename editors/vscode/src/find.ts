/** Where evlint is: the command that starts the server, or undefined where none is found. Asks the disk through `Machine`. */

import { posix, win32 } from "node:path";

/** What is asked of the machine; tests bring their own. */
export interface Machine {
  readonly isWindows: boolean;
  /** The variables of the environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Whether a file is there that can be run. */
  canRun(path: string): boolean;
}

/** What the author set, and where. */
export interface Wish {
  /** The setting `evlint.path`, "" where it is not set. */
  readonly path: string;
  /** The folders of the workspace. */
  readonly folders: readonly string[];
  /** Whether the author trusts the workspace: only then may a program of it be started. */
  readonly isTrusted: boolean;
}

export type Origin = "setting" | "workspace" | "path" | "tools";

export interface Found {
  readonly command: string;
  readonly origin: Origin;
}

const ENVIRONMENTS = [".venv", "venv", ".pixi/envs/default"];

/** Find evlint: the setting, the workspace's environment where that is trusted, PATH, the folders of pipx and uv. */
export function findServer(wish: Wish, machine: Machine): Found | undefined {
  const path = machine.isWindows ? win32 : posix;
  const program = machine.isWindows ? "evlint.exe" : "evlint";
  if (wish.path.trim() !== "") {
    const command = expandHome(wish.path.trim(), machine, path);
    return machine.canRun(command) ? { command, origin: "setting" } : undefined;
  }
  if (wish.isTrusted) {
    const bin = machine.isWindows ? "Scripts" : "bin";
    const active = machine.env["VIRTUAL_ENV"];
    const inside = wish.folders.flatMap((folder) => ENVIRONMENTS.map((name) => path.join(folder, name)));
    for (const environment of active === undefined || active === "" ? inside : [...inside, active]) {
      const command = path.join(environment, bin, program);
      if (machine.canRun(command)) return { command, origin: "workspace" };
    }
  }
  for (const folder of onPath(machine, path)) {
    const command = path.join(folder, program);
    if (!isInside(command, wish.folders, path, machine.isWindows) && machine.canRun(command)) {
      return { command, origin: "path" };
    }
  }
  for (const folder of toolFolders(machine, path)) {
    const command = path.join(folder, program);
    if (machine.canRun(command)) return { command, origin: "tools" };
  }
  return undefined;
}

type PathModule = typeof posix;

/** The absolute folders of PATH. A relative one would be a folder of the workspace, whoever wrote that. */
function onPath(machine: Machine, path: PathModule): string[] {
  const value = machine.env["PATH"] ?? machine.env["Path"] ?? "";
  return value.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
}

/** Where pipx and uv put programs; an editor that was started from the desktop does not have them on its PATH. */
function toolFolders(machine: Machine, path: PathModule): string[] {
  const named = [machine.env["PIPX_BIN_DIR"], machine.env["UV_TOOL_BIN_DIR"], machine.env["XDG_BIN_HOME"]];
  return [...named.filter((one): one is string => one !== undefined && path.isAbsolute(one)), path.join(machine.home, ".local", "bin")];
}

/** Whether a file lies in one of the folders: PATH may lead into the workspace, which is then no better than its `.venv`. */
function isInside(file: string, folders: readonly string[], path: PathModule, ignoresCase: boolean): boolean {
  const plain = (name: string): string => (ignoresCase ? name.toLowerCase() : name);
  return folders.some((folder) => {
    const way = path.relative(plain(folder), plain(file));
    return way !== "" && !way.startsWith("..") && !path.isAbsolute(way);
  });
}

function expandHome(given: string, machine: Machine, path: PathModule): string {
  return given.startsWith("~/") ? path.join(machine.home, given.slice(2)) : given;
}
