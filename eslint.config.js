import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const ENV_ONLY_IN_CONFIG = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Environment variables are read in a config.ts alone.',
};

const ENV_IMPORT_ONLY_IN_CONFIG = {
  selector:
    "ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name='env']",
  message: ENV_ONLY_IN_CONFIG.message,
};

const NO_ENUM = {
  selector: 'TSEnumDeclaration',
  message: 'Types are stripped, not compiled: use a union of literals.',
};

export default defineConfig(
  globalIgnores([
    '**/generated/',
    '.data/',
    'coverage/',
    'clients/dist/',
    'test/house/planted/',
    'test/bench/',
  ]),
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', 300],
      'no-restricted-syntax': ['error', ENV_ONLY_IN_CONFIG, ENV_IMPORT_ONLY_IN_CONFIG, NO_ENUM],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A number in a message reads the same either way.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => socket.close()` is clearer than a block around it.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // `while (true)` is the plain form of a loop that ends from within.
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // Drivers and ORMs hand out instances by factories whose type parameters differ.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A method may be async because the interface it fills is.
      '@typescript-eslint/require-await': 'off',
      // `type` aliases are what GraphQL's generated types use; both forms read well.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // What is left unused on purpose starts with an underscore.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreUsingDeclarations: true },
      ],
    },
  },
  {
    // The only readers of the environment, and the scripts that hand it on to a child.
    files: ['**/config.ts', 'test/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_ENUM] },
  },
  {
    // Commands of the house and of the clients speak to a terminal.
    files: [
      'schema/build/main.ts',
      'test/house/**/*.ts',
      'test/support/**/*.ts',
      'clients/*/main.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // A fixture that is missing fails the test at the line that needs it.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // A journey asks as a client without generated types does: an answer is JSON, and the
    // expectation says what it must be.
    files: ['test/journeys/**/*.ts', 'test/clients/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
