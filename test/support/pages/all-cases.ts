import type { Page } from 'playwright-core';
import type { TestSite } from '../site.js';
import type { PageCase } from './page-measures.js';
import { learnerCases } from './learner-cases.js';
import { staffCases } from './staff-cases.js';

/** Every measured page, of everybody: each part has a course of its own. */
export const pageCases: ((site: TestSite, page: Page) => Promise<PageCase[]>)[] = [staffCases, learnerCases];
