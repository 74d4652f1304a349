-- What a node says of itself. As a script, because the client sends the command itself only for administrators; without the first line
-- of the others, because an old server would not tell its version then.
-- Reply: the text of INFO
return redis.call('INFO')
