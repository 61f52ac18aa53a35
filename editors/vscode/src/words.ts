/** What the extension itself says, in English and French: the server's messages are its own. */

const ENGLISH = {
  noServer: "evlint is not on this machine, or this editor does not find it. To get it: pipx install evlint, or: uv tool install evlint.",
  wrongPath: "There is no program at the place that evlint.path names: {path}.",
  openSettings: "Open the settings",
  howToGet: "How to get it",
  tryAgain: "Try again",
  noFile: "Open a Markdown or HTML file first.",
  nothingToFix: "There is nothing that can be mended safely in this file.",
  whichRule: "Which rule?",
  noRules: "evlint did not answer: {reason}",
  notTrusted: "evlint asks no website in a workspace that you do not trust.",
} as const;

export type Word = keyof typeof ENGLISH;

const FRENCH: Readonly<Record<Word, string>> = {
  noServer: "evlint n’est pas installé, ou l’éditeur ne le trouve pas. Pour l’installer : pipx install evlint, ou : uv tool install evlint.",
  wrongPath: "Il n’y a pas de programme à l’endroit que donne evlint.path : {path}.",
  openSettings: "Ouvrir les réglages",
  howToGet: "Comment l’installer",
  tryAgain: "Réessayer",
  noFile: "Ouvrez d’abord un fichier Markdown ou HTML.",
  nothingToFix: "Rien ne peut être corrigé sans risque dans ce fichier.",
  whichRule: "Quelle règle ?",
  noRules: "evlint n’a pas répondu : {reason}",
  notTrusted: "evlint n’interroge aucun site dans un espace de travail auquel vous ne faites pas confiance.",
};

/** Say something in the language of the editor ("fr", "fr-CA"; any other is answered in English). */
export function say(word: Word, language: string, values: Readonly<Record<string, string>> = {}): string {
  const words: Readonly<Record<Word, string>> = isFrench(language) ? FRENCH : ENGLISH;
  return words[word].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Say something in both languages: whoever has no evlint yet may not have set any. */
export function sayTwice(word: Word, language: string): string {
  const both = [say(word, "en"), say(word, "fr")];
  return (isFrench(language) ? both.reverse() : both).join(" · ");
}

function isFrench(language: string): boolean {
  return language.toLowerCase().split(/[-_.]/)[0] === "fr";
}
