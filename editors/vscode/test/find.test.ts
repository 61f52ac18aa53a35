import assert from "node:assert/strict";
import { test } from "node:test";
import { findServer, type Machine, type Wish } from "../src/find";

function machine(files: string[], more: Partial<Machine> = {}): Machine {
  return { isWindows: false, env: { PATH: "/usr/bin:/home/z/.cargo/bin" }, home: "/home/z", canRun: (path) => files.includes(path), ...more };
}

const WISH: Wish = { path: "", folders: ["/site"], isTrusted: true };
const EVERYWHERE = ["/opt/evlint", "/site/.venv/bin/evlint", "/usr/bin/evlint", "/home/z/.local/bin/evlint"];

test("the setting wins, and is not passed over in silence where it leads nowhere", () => {
  assert.deepEqual(findServer({ ...WISH, path: "/opt/evlint" }, machine(EVERYWHERE)), { command: "/opt/evlint", origin: "setting" });
  assert.equal(findServer({ ...WISH, path: "/opt/evlnt" }, machine(EVERYWHERE)), undefined);
  assert.equal(findServer({ ...WISH, path: "~/.local/bin/evlint" }, machine(EVERYWHERE))?.command, "/home/z/.local/bin/evlint");
});

test("the workspace's environment is asked only where the workspace is trusted", () => {
  assert.deepEqual(findServer(WISH, machine(EVERYWHERE)), { command: "/site/.venv/bin/evlint", origin: "workspace" });
  assert.deepEqual(findServer({ ...WISH, isTrusted: false }, machine(EVERYWHERE)), { command: "/usr/bin/evlint", origin: "path" });
  const active = machine(["/env/bin/evlint"], { env: { VIRTUAL_ENV: "/env" } });
  assert.equal(findServer(WISH, active)?.command, "/env/bin/evlint");
  assert.equal(findServer({ ...WISH, isTrusted: false }, active), undefined);
});

test("no folder of the workspace is taken for one of PATH", () => {
  const env = { PATH: "bin:.:/site/node_modules/.bin:/site2" };
  const files = ["bin/evlint", "evlint", "/site/bin/evlint", "/site/node_modules/.bin/evlint", "/site2/evlint"];
  const untrusted = { ...WISH, isTrusted: false };
  assert.equal(findServer(untrusted, machine(files, { env }))?.command, "/site2/evlint");
  assert.equal(findServer(untrusted, machine(files.slice(0, 4), { env })), undefined);
});

test("pipx and uv are found where the editor's PATH lacks them", () => {
  const found = findServer(WISH, machine(["/home/z/.local/bin/evlint"], { env: {} }));
  assert.deepEqual(found, { command: "/home/z/.local/bin/evlint", origin: "tools" });
  const env = { UV_TOOL_BIN_DIR: "/tools", PIPX_BIN_DIR: "relative" };
  assert.equal(findServer(WISH, machine(["/tools/evlint", "relative/evlint"], { env }))?.command, "/tools/evlint");
  assert.equal(findServer(WISH, machine([])), undefined);
});

test("Windows has its own names", () => {
  const files = ["C:\\site\\.venv\\Scripts\\evlint.exe", "C:\\Tools\\evlint.exe"];
  const windows = machine(files, { isWindows: true, env: { Path: "C:\\Windows;C:\\Tools" }, home: "C:\\Users\\z" });
  const wish = { ...WISH, folders: ["C:\\site"] };
  assert.equal(findServer(wish, windows)?.command, files[0]);
  assert.equal(findServer({ ...wish, isTrusted: false }, windows)?.command, files[1]);
  const inside = { ...windows, env: { Path: "c:\\SITE\\.venv\\Scripts" }, canRun: () => true };
  assert.equal(findServer({ ...wish, isTrusted: false }, inside)?.origin, "tools");
});
