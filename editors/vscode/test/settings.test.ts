import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { codesAt, documentSelector, forServer, LANGUAGES } from "../src/settings";
import { say, sayTwice } from "../src/words";

const HOME = join(__dirname, "..", "..");
const read = (name: string): Record<string, unknown> => JSON.parse(readFileSync(join(HOME, name), "utf8")) as Record<string, unknown>;

test("what is not set is left to the site's configuration", () => {
  assert.deepEqual(forServer({ language: "", online: false, rules: {} }), {});
  const settings = { language: "fr", online: true, rules: { EV305: "off" } };
  assert.deepEqual(forServer(settings), settings);
});

test("posts of every kind are sent to the server, and start the extension", () => {
  const selected = documentSelector();
  for (const language of LANGUAGES) {
    assert.ok(selected.some((one) => one.language === language && one.scheme === "file"));
    assert.ok((read("package.json")["activationEvents"] as string[]).includes(`onLanguage:${language}`));
  }
  assert.ok(selected.some((one) => one.pattern === "**/*.qmd"));
});

test("the rule at the cursor is that of evlint's own findings", () => {
  const own = { source: "evlint", code: { value: "EV206", target: "" } };
  assert.deepEqual(codesAt([own, own, { source: "other", code: "MD001" }, { source: "evlint" }]), ["EV206"]);
  assert.deepEqual(codesAt([{ source: "evlint", code: "EV301" }]), ["EV301"]);
});

test("everything is said in both languages", () => {
  const words = read("package.json");
  const named = new Set(JSON.stringify(words).match(/%[\w.]+%/g)?.map((one) => one.slice(1, -1)));
  for (const file of ["package.nls.json", "package.nls.fr.json"]) assert.deepEqual(new Set(Object.keys(read(file))), named);
  assert.match(say("wrongPath", "fr-CA", { path: "/x" }), /endroit.*\/x/);
  assert.match(say("wrongPath", "de", { path: "/x" }), /no program.*\/x/);
  assert.match(sayTwice("noServer", "en"), /not on this machine.*pas installé/);
  assert.match(sayTwice("noServer", "fr"), /pas installé.*not on this machine/);
});

test("the path of the program is the machine's alone: no workspace names what is run", () => {
  const contributes = read("package.json")["contributes"] as { configuration: { properties: Record<string, { scope: string }> } };
  assert.equal(contributes.configuration.properties["evlint.path"]?.scope, "machine");
});
