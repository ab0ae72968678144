import { render } from 'preact';
import './style.css';

const place = document.getElementById('app');
if (place) render(<h1>网上信访</h1>, place);
