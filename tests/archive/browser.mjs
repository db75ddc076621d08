// browser.mjs MODULES PAGE WIDTH…: opens the page in Chromium at each width and prints, as JSON, what axe-core finds and whether it scrolls
// sideways. MODULES: a folder with node_modules that hold puppeteer-core and axe-core.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [modules, page, ...widths] = process.argv.slice(2);
const require = createRequire(pathToFileURL(modules + '/'));
const puppeteer = require('puppeteer-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM, headless: true, args: ['--no-sandbox', '--disable-gpu'],
});
const found = [];
for (const width of widths.map(Number)) {
  const tab = await browser.newPage();
  await tab.setViewport({ width, height: 900 });
  await tab.goto(pathToFileURL(page).href);
  await tab.evaluate(axe);
  found.push(await tab.evaluate(async (width) => ({
    width,
    violations: (await globalThis.axe.run()).violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html).join(' ')),
    sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    covers: [...document.images].filter((image) => !image.complete || image.naturalWidth > 0).length,
    rows: new Set([...document.querySelectorAll('li')].map((item) => item.getBoundingClientRect().top)).size,
  }), width));
  await tab.close();
}
await browser.close();
console.log(JSON.stringify(found));
