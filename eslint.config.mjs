import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/node_modules', 'dist', 'data', 'coverage', 'views'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/prefer-for-of': 'off',
      // mongoose fills its option classes from object literals, everywhere.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Factories return plain functions that never read `this`; methods are handed on freely.
      '@typescript-eslint/unbound-method': 'off',
      complexity: ['error', 10],
      'max-params': ['error', 4],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' }],
    },
  },
  {
    // A factory is a list of use cases: its length is their number, and the file's limit bounds it.
    files: ['**/*.store.ts', '**/*.service.ts', '**/*.routes.ts', 'src/services.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // A whole algorithm or a protocol's table reads better in one place than cut to a number of lines.
    files: ['src/embedded-mongo/**', 'src/matching/**', 'test/**', 'scripts/**'],
    rules: { 'max-lines-per-function': 'off', complexity: ['error', 20] },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        document: 'readonly',
        window: 'readonly',
        performance: 'readonly',
        setTimeout: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
  { files: ['scripts/**', 'src/commands/**'], rules: { 'no-console': 'off' } },
);
