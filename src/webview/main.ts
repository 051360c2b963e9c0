import { DetailsView } from './detailsView';
import './details.css';

const root = document.getElementById('page');
const announcements = document.getElementById('announcements');
if (root && announcements) new DetailsView(acquireVsCodeApi(), root, announcements).start();
