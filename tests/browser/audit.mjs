// node audit.mjs CHROMIUM FILE.html: open the page as several readers would, and print as JSON what went wrong.
// Prints [{view, violations, messages, requests, overflow}]; nothing here judges, the Python test does.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, file] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const address = pathToFileURL(file).href;

const args = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

const views = [
  { view: "desk, light", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { view: "desk, dark", colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  { view: "telephone, light", colorScheme: "light", viewport: { width: 360, height: 740 } },
  { view: "print", colorScheme: "light", viewport: { width: 800, height: 1100 }, media: "print" },
];

async function look(browser, { view, media, ...settings }) {
  const context = await browser.newContext({ ...settings, offline: true });
  const page = await context.newPage();
  const messages = [];
  const requests = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) messages.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => messages.push(`exception: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (url !== address && !url.startsWith("data:") && !url.startsWith("blob:")) requests.push(url);
  });
  if (media) await page.emulateMedia({ media, colorScheme: settings.colorScheme });
  await page.goto(address, { waitUntil: "load", timeout: 60_000 });
  await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await context.close();
  const violations = found.violations.map(({ id, impact, help, nodes }) => ({
    id, impact, help, where: nodes.slice(0, 5).map((node) => `${node.target.join(" ")}: ${node.html.slice(0, 160)}`),
  }));
  return { view, violations, messages, requests, overflow };
}

const browser = await chromium.launch({ executablePath, args, headless: true, timeout: 60_000 });
const seen = [];
try {
  for (const view of views) seen.push(await look(browser, view));
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));
