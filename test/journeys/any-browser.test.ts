import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { fullName, type SandboxPerson } from '../../src/sandbox/world.js';
import { startAll, type Running } from '../support/running.js';
import { useStore } from '../support/store.js';
import {
  openChromium,
  openFirefox,
  placeWith,
  tabOpenedBy,
  until,
  type Place,
  type Surfer,
  type Tab,
} from '../support/surfers.js';

// Launches in every browser there is for us, by what it keeps of Tandem's cookies inside Moodle's page, each with Moodle's own
// session cookie as Moodle 4.5 sets it (`none`) and as newer ones do (`lax`, MDL-83526).
jest.setTimeout(180_000);

const store = useStore();
const phone =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Mobile Safari/537.36';
const anyCheckin = /^Check-in(?!: sent)/;
let running: Running;
let count = 0;

beforeAll(async () => {
  running = await startAll(store.connection());
});
afterAll(() => running.stop());

/** Each case is somebody new, who finds an empty check-in. */
function somebody(): Promise<SandboxPerson> {
  count += 1;
  return running.moodle.addPerson({ givenName: `Visitor${count}`, familyName: 'Vale', role: 'student' });
}

const moodleUrl = () => running.moodle.url;
const activityUrl = (name: string) => `${moodleUrl()}/mod/lti/view.php?id=${running.moodle.activity(name).cmId}`;

async function become(tab: Tab, person: SandboxPerson): Promise<void> {
  await tab.goto(`${moodleUrl()}/`);
  const place = tab.mainFrame();
  await place.evaluate(`document.querySelector('#person').value = '${person.id}'`);
  await place.click('.switch button');
  await until(`the course as ${fullName(person)} sees it`, async () => {
    const chosen = await tab.mainFrame().evaluate(`document.querySelector('#person option[selected]').value`);
    return chosen === person.id ? true : undefined;
  });
}

const inTool = (tab: Tab, heading: RegExp) => placeWith(tab, running.toolUrl, heading);

async function sendCheckin(tab: Tab, step = 'Read chapter 4'): Promise<Place> {
  const form = await inTool(tab, anyCheckin);
  await form.click('input[name="mood"][value="4"]');
  await form.click('input[name="help"][value="no"]');
  await form.evaluate(`document.querySelector('[name="step"]').value = '${step}'`);
  await form.click('form button.btn-primary');
  return inTool(tab, /^Check-in: sent/);
}

/** The way back that every page has, out of the frame too. */
async function goBack(tab: Tab, from: Place): Promise<void> {
  await from.click('a.bar-end');
  await placeWith(tab, `${moodleUrl()}/course/view.php`, /./);
  expect(tab.mainFrame().url()).toContain('/course/view.php');
}

interface Case {
  name: string;
  open(): Promise<Surfer>;
  /** Whether anything of Tandem's stays in the browser while it is in Moodle's page. */
  keeps: boolean;
}

const cases: Case[] = [
  { name: 'Chromium, other sites’ cookies allowed', open: () => openChromium('allowed'), keeps: true },
  { name: 'Chromium, only partitioned ones', open: () => openChromium('blocked'), keeps: true },
  { name: 'Chromium, none at all', open: () => openChromium('none'), keeps: false },
  { name: 'Firefox, standard protection', open: () => openFirefox('standard'), keeps: true },
  { name: 'Firefox, strict protection', open: () => openFirefox('strict'), keeps: true },
  { name: 'Firefox, none at all', open: () => openFirefox('none'), keeps: false },
];

describe.each(cases)('$name', ({ open, keeps }) => {
  let surfer: Surfer;
  beforeAll(async () => {
    surfer = await open();
  });
  afterAll(() => surfer.close());

  describe.each(['none', 'lax'] as const)('with Moodle’s cookie SameSite=%s', (mode) => {
    beforeAll(() => running.moodle.setCookies(mode));

    test('a check-in is sent from Moodle’s page, and the way back is there', async () => {
      const tab = await surfer.newTab();
      const person = await somebody();
      await become(tab, person);
      await tab.goto(activityUrl('Check-in'));
      if (keeps) {
        await goBack(tab, await sendCheckin(tab));
      } else {
        const here = await inTool(tab, anyCheckin);
        const other = await tabOpenedBy(surfer, () => here.click('form[action$="/transfer"] button'));
        await goBack(other, await sendCheckin(other));
        await other.close();
      }
      await tab.close();
    });

    test('a check-in is sent from a window of its own', async () => {
      const tab = await surfer.newTab();
      await become(tab, await somebody());
      await tab.goto(activityUrl('Check-in'));
      const window = await tabOpenedBy(surfer, () => tab.mainFrame().click('a[rel="opener"]'));
      await goBack(window, await sendCheckin(window));
      await window.close();
      await tab.close();
    });
  });

  test('two people in two tabs: what is kept in the browser is one person’s, and the page left behind says whose', async () => {
    const both = [];
    for (const step of ['Ask the librarian', 'Draw the map']) {
      const [tab, person] = [await surfer.newTab(), await somebody()];
      await become(tab, person);
      await tab.goto(activityUrl('Check-in'));
      await inTool(tab, anyCheckin);
      both.push({ tab, person, step });
    }
    const [left, now] = both as [(typeof both)[number], (typeof both)[number]];
    const here = keeps ? [now] : both;
    for (const { tab, step } of here) {
      await tab.bringToFront();
      await sendCheckin(tab, step);
    }
    for (const { tab, person, step } of here) {
      await tab.bringToFront();
      expect(await (await inTool(tab, /sent/)).evaluate('document.body.innerText')).toContain(step);
      await until(`the score of ${fullName(person)}`, () =>
        Promise.resolve(running.moodle.scores().find(({ personId }) => personId === person.id)),
      );
    }
    if (keeps) {
      await left.tab.bringToFront();
      const form = await inTool(left.tab, anyCheckin);
      await form.evaluate(`document.querySelector('[name="step"]').value = '${left.step}'`);
      await form.evaluate(`document.querySelector('main form').noValidate = true`);
      await form.click('form button.btn-primary');
      const over = await inTool(left.tab, new RegExp(`^${fullName(now.person)} is signed in now`));
      expect(await over.evaluate(`[...document.querySelectorAll('textarea')].map((one) => one.value)`)).toContain(
        left.step,
      );
      expect(running.moodle.scores().some(({ personId }) => personId === left.person.id)).toBe(false);
    }
    for (const { tab } of both) await tab.close();
  });
});

test('on a phone, where nothing is kept in frames, the page takes the whole screen', async () => {
  const surfer = await openChromium('none', phone);
  const tab = await surfer.newTab();
  await become(tab, await somebody());
  await tab.goto(activityUrl('Check-in'));
  await tab
    .mainFrame()
    .click('iframe')
    .catch(() => undefined);
  await goBack(tab, await sendCheckin(tab));
  await surfer.close();
});

test('one person in two courses at once keeps them apart', async () => {
  const course = await running.moodle.addCourse({ fullName: 'Field work', shortName: 'FW' });
  const { custom } = running.moodle.activity('Check-in');
  await running.moodle.addActivity({ name: 'Field check-in', courseId: course.id, custom, points: 10 });
  const person = await somebody();
  await running.moodle.enrol(person, 'student', course.id);
  const surfer = await openChromium('blocked');
  const tabs = [];
  for (const name of ['Check-in', 'Field check-in']) {
    const tab = await surfer.newTab();
    if (tabs.length === 0) await become(tab, person);
    await tab.goto(activityUrl(name));
    tabs.push(tab);
  }
  const [first, second] = tabs as [Tab, Tab];
  await first.bringToFront();
  await sendCheckin(first);
  await second.bringToFront();
  const form = await inTool(second, /^Field check-in/);
  expect(await form.evaluate('document.body.innerText')).toContain('Field work');
  await surfer.close();
});
