// The number of characters (code points) of a text, as `maxLength` counts them.
export default function length(text) {
  let count = text.length;
  for (let index = 1; index < text.length; index += 1) {
    const pair = (text.charCodeAt(index - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(index) & 0xfc00) === 0xdc00;
    if (pair) count -= 1;
  }
  return count;
}
