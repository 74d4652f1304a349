// 한국어. 모든 언어 파일의 키가 같습니다.
import general from './ko-general.js';
import watching from './ko-watching.js';
import acting from './ko-acting.js';

export default { ...general, ...watching, ...acting };
