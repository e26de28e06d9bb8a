import type { PageSeen, TestSite } from '../../support/site.js';
import { useSite } from '../../support/use-site.js';
import { courseOn } from '../mentorships/course.js';

/** Ana in Lisbon and Ben in Vienna, who are published, and what they do with each other. */
export function togetherIn(site: TestSite, course: ReturnType<typeof courseOn>) {
  const key = () => [course.id('ana'), course.id('ben')].sort().join('.');
  const path = () => `/sessions/with/${key()}`;
  const open = async (name: string) => (await course.arrive(name)).get(path());
  const session = async (name: string, sessionId: string) => (await course.arrive(name)).get(`${path()}/${sessionId}`);

  async function offer(wish: Readonly<Record<string, string>> = {}): Promise<PageSeen> {
    const form = await (await course.arrive('ben')).get(`${path()}/offer`);
    return form.submit('Offer it to Ana Example', wish);
  }

  function takeLabel(page: PageSeen): string {
    const button = page.$('form[action$="/take"] button').first();
    return button.text().replace(/\s+/g, ' ').trim();
  }

  return {
    key,
    path,
    open,
    session,
    offer,
    takeLabel,

    async begin(): Promise<void> {
      await course.people({
        ana: { roleWish: 'mentee', timeZone: 'Europe/Lisbon', availability: ['tue-17', 'thu-8'] },
        ben: { roleWish: 'mentor', timeZone: 'Europe/Vienna', availability: ['tue-18', 'thu-9'] },
      });
      for (const [name, zone] of Object.entries({ ana: 'Europe/Lisbon', ben: 'Europe/Vienna' })) {
        await site.services.roster.sayZone(course.courseId(), course.id(name), zone);
      }
      await course.publish();
    },

    /** Ana writes to Ben, who reads it. */
    async hello(): Promise<void> {
      const talk = await (await course.arrive('ana')).get(`/conversation/${key()}`);
      await talk.submit('Send to Ben Example', { text: 'Hello Ben' });
      await (await course.arrive('ben')).get(`/conversation/${key()}`);
    },

    /** Ben offers, Ana takes the first time. */
    async plan(wish: Readonly<Record<string, string>> = {}): Promise<{ sessionId: string }> {
      await offer(wish);
      const choice = await open('ana');
      const taken = await choice.submit(takeLabel(choice));
      const links = taken.$('section[aria-labelledby="planned"] a[href*="/sessions/with/"]');
      return { sessionId: links.last().attr('href')?.split('/').at(-1) ?? '' };
    },

    async say(name: string, sessionId: string, said: string): Promise<PageSeen> {
      return (await session(name, sessionId)).submit('Say so', { said });
    },

    async notes(name: string, sessionId: string, written: Readonly<Record<string, string>>): Promise<PageSeen> {
      return (await session(name, sessionId)).submit('Save notes', written);
    },

    /** The sessions in somebody's calendar, by their properties. */
    async feed(name: string): Promise<Record<string, string>[]> {
      const page = await (await course.arrive(name)).get('/calendar');
      const made = await page.press(page.$('main form button').first());
      const address = made.$('#address').attr('value') ?? '';
      const text = (await (await fetch(address)).text()).replace(/\r\n[ \t]/g, '');
      const events = text.split('BEGIN:VEVENT').slice(1);
      return events
        .map((event) => Object.fromEntries(event.split('\r\n').map(propertyOf)) as Record<string, string>)
        .filter(({ UID }) => UID?.includes('session-'));
    },

    async part(): Promise<void> {
      const job = site.services.jobs.find((one) => one.name === 'part-sessions');
      await job?.run(site.now);
    },
  };
}

function propertyOf(line: string): [string, string] {
  const [name = '', ...rest] = line.split(':');
  return [name.split(';')[0] ?? '', rest.join(':')];
}

interface Together {
  site: TestSite;
  course: ReturnType<typeof courseOn>;
  pair: ReturnType<typeof togetherIn>;
}

/** The two of a course of its own, published, before each test; Monday at nine in UTC. */
export function useTogether(name: string, take: (together: Together) => void): ReturnType<typeof useSite> {
  return useSite(async (site, number) => {
    site.now = new Date('2026-11-23T09:00:00Z');
    const course = courseOn(site, `${name}-${number}`);
    const pair = togetherIn(site, course);
    take({ site, course, pair });
    await pair.begin();
  });
}
