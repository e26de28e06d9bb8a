/**
 * Three weeks of the demonstration's course, told through its pages: everybody opens Moodle's links, reads what Tandem shows them, and
 * sends its forms. Most do what is asked of them; one goes quiet, one asks the teacher, one charter stays unsigned.
 */
import { seededRandom } from '../../src/shared/random.js';
import type { PageSeen } from '../../test/support/small-browser.js';
import { wordsOn, type Opening, type Visiting } from './visitors.js';

const teacher = 'Mira Lind';

/** One learner comes no more after the first week. */
const quietPlace = 4;
const quietFrom = 1;
export const storyWeeks = 3;
/** Of the check-ins, those that are sent. */
const diligence = 0.85;

const hellos = [
  'Hello! I am glad we were paired. What would help you most this month?',
  'Hi, good to meet you. I have time after the Tuesday lecture, and most evenings.',
  'Hello, I had the same course last year. Bring the exercise that annoys you most.',
];

const answersBack = [
  'Thank you! Reading the output of a test is where I get lost.',
  'Hi! Tuesdays are fine. Could we go through exercise sheet 3?',
  'Great. I would like to plan my week better, I always begin too late.',
];

const obstacles = ['I began too late.', 'The formulas of week 3.', 'My laptop was away for repair.', ''];

const steps = [
  'Redo exercise 4.2',
  'Read the chapter on samples',
  'Explain a confidence interval to a friend',
  'Two evenings with the R sheet',
];

/** Charter, messages and sessions of one pair, as one of the two leaves them after a visit. */
async function keepCompany(visit: Visiting, pair: string, { week, place }: { week: number; place: number }) {
  if (week === 0) {
    const charter = await visit.get(`/charter/${pair}`);
    if (place % 7 !== 3 && wordsOn(charter, 'button', 'Sign the charter')) await charter.submit('Sign the charter');
  }
  if (week === 0 || (week === 2 && place % 2 === 0)) await write(visit, pair, place);
  await meet(visit, pair);
}

async function write(visit: Visiting, pair: string, place: number): Promise<void> {
  const talk = await visit.get(`/conversation/${pair}`);
  const texts = talk.text.includes('Nothing is written yet') ? hellos : answersBack;
  const send = wordsOn(talk, 'button', 'Send to');
  if (send !== undefined) await talk.submit(send, { text: texts[place % texts.length] ?? '' });
}

/** Says of past sessions that they happened; takes an offered time, or offers two where nothing is planned. */
async function meet(visit: Visiting, pair: string): Promise<void> {
  const path = `/sessions/with/${pair}`;
  let page = await visit.get(path);
  for (const href of linksTo(page, /\/sessions\/with\/[\w.-]+\/([\w-]+)$/)) {
    const session = await visit.get(`${path}/${href}`);
    if (wordsOn(session, 'button', 'Say so')) await session.submit('Say so', { said: 'happened' });
  }
  page = await visit.get(path);
  const taken = page.$('form[action$="/take"] button').first();
  if (taken.length > 0) {
    await page.press(taken);
    return;
  }
  const offer = linksTo(page, /\/sessions\/with\/[\w.-]+\/(offer)$/)[0];
  if (offer === undefined) return;
  const form = await visit.get(`${path}/offer`);
  const send = wordsOn(form, 'button', 'Offer it to');
  if (send !== undefined) await form.submit(send);
}

async function checkIn(page: PageSeen, said: Readonly<Record<string, string>>): Promise<void> {
  const send = wordsOn(page, 'button', 'Send');
  if (send === undefined) throw new Error(`There is no check-in to send: ${page.text}`);
  // Who mentors as well is asked a second time, and differently, for those whom they help.
  const fields = page.$('main form').find('input[type="radio"], input[type="text"], textarea');
  const names = [...new Set(fields.toArray().map((field) => page.$(field).attr('name') ?? ''))];
  const answers = names.flatMap((name) => {
    const answer = said[name.replace('as-mentor-', '')];
    return answer === undefined ? [] : [[name, answer] as const];
  });
  const sent = await page.submit(send, Object.fromEntries(answers));
  if (!sent.path.includes('done=sent')) throw new Error(`The check-in was not sent: ${sent.text}`);
}

/** What the pattern's group finds in the page's links, each once. */
function linksTo({ $ }: PageSeen, pattern: RegExp): string[] {
  const found = $('main a')
    .toArray()
    .flatMap((one) => pattern.exec($(one).attr('href') ?? '')?.[1] ?? []);
  return [...new Set(found)];
}

/** Pairs, publishes, and lets the check-in come back every week. */
export async function begin(open: Opening, settled: () => Promise<void>): Promise<void> {
  const { page, get } = await open(teacher, 'Mentoring');
  const zone = page.$('main form button').filter((_index, one) => page.$(one).text().includes('Stockholm'));
  if (zone.length > 0) await page.press(zone.first());
  await (await get('/pairing')).submit('Make the draft');
  await settled();
  const draft = await get('/pairing/draft');
  const asked = await draft.follow(wordsOn(draft, 'a', 'Publish') ?? '');
  await asked.submit(wordsOn(asked, 'button', 'Publish') ?? '');
  const checkin = await open(teacher, 'Check-in');
  const rhythm = await checkin.page.follow('When it comes back');
  const saved = await rhythm.submit('Save', {
    when: 'rhythm',
    every: '1',
    firstWeek: '3',
    lastWeek: '12',
    weekday: '7',
    time: '20:00',
  });
  if (!saved.text.includes('Saved.')) throw new Error(`The rhythm was not saved: ${saved.text}`);
}

/** @param now in which week since the pairs were published, 0 first, and whether for the first or the second time in it */
export async function liveThrough(
  { open, names }: { open: Opening; names: readonly string[] },
  { week, turn }: { week: number; turn: number },
): Promise<void> {
  const random = seededRandom(100 + week);
  for (const [place, name] of names.entries()) {
    const isQuiet = place === quietPlace && week >= quietFrom;
    const checksIn = random() < diligence;
    if (isQuiet) continue;
    // Moodle decides who may send a check-in: it opens from the course only.
    const visit = await open(name, turn === 0 ? 'Mentoring' : 'Check-in');
    const home = turn === 0 ? visit.page : await visit.get('/mentoring');
    for (const pair of linksTo(home, /\/charter\/([\w.-]+)$/)) {
      if (turn === 0) await keepCompany(visit, pair, { week, place });
      else await meet(visit, pair);
    }
    if (turn === 1 && checksIn) await checkIn(visit.page, answersOf(week, place));
  }
}

function answersOf(week: number, place: number): Record<string, string> {
  const turn = place + week;
  return {
    mood: String(2 + ((place * 7 + week * 3) % 4)),
    obstacle: obstacles[turn % obstacles.length] ?? '',
    step: steps[turn % steps.length] ?? '',
    help: week === storyWeeks - 1 && place === 6 ? 'teacher' : 'no',
  };
}
