module.exports = {
  title: 'x',
  url: 'https://www.example.org',
  baseUrl: '/',
  plugins: [['@docusaurus/plugin-client-redirects', {redirects: [{from: ['/docs/old'], to: '/docs/options'}]}]],
  presets: [['classic', {docs: {path: '../docs'}}]],
}
