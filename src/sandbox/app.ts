import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import express, { type Express } from 'express';
import { contentRoutes } from './content-pages.js';
import { copyRoutes } from './copy-pages.js';
import { courseRoutes } from './course-pages.js';
import { gradeRoutes } from './grade-pages.js';
import { showMessage } from './pages.js';
import { peopleRoutes } from './people-pages.js';
import { registrationRoutes } from './registration.js';
import { settingsRoutes } from './settings-pages.js';
import { toolRoutes } from './tool-pages.js';
import { troubleRoutes } from './trouble-pages.js';
import { oidcRoutes } from './oidc.js';
import type { SandboxParts } from './parts.js';
import { recorder } from './received.js';
import { serviceRoutes } from './services.js';
import { tokenRoutes } from './token.js';

const views = fileURLToPath(new URL('../../views/sandbox', import.meta.url));

export function createSandboxApp(parts: SandboxParts): Express {
  const { moodle, troubles, received } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('views', views);
  app.set('view engine', 'ejs');
  app.engine('ejs', (file, data, done) => {
    ejs.renderFile(file, data).then((page) => {
      done(null, page);
    }, done);
  });
  app.use('/theme', express.static(`${views}/assets`));
  app.get('/theme/bootstrap.css', (_request, response) => {
    response.sendFile(createRequire(import.meta.url).resolve('bootstrap/dist/css/bootstrap.min.css'));
  });
  app.use(recorder(moodle, received), troubles.handler);
  app.use('/mod/lti/token.php', tokenRoutes(moodle));
  app.use('/mod/lti/services.php', serviceRoutes(moodle));
  app.use('/mod/lti', registrationRoutes(moodle), oidcRoutes(moodle));
  app.use(express.urlencoded({ extended: false, limit: '1mb' }));
  app.use(courseRoutes(parts), gradeRoutes(parts), peopleRoutes(parts), toolRoutes(parts));
  app.use(contentRoutes(parts), copyRoutes(parts), settingsRoutes(parts), troubleRoutes(parts));
  app.use((_request, response) => {
    showMessage(response, 404, { title: 'Not found', text: 'There is no such page in this sandbox.' });
  });
  return app;
}
