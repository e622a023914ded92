# container_tco_literal(<variable> <text>): C++ raw string literals of `text`, one a line and each followed by a comma,
# short enough for every compiler (MSVC limits a literal to 16,380 bytes).
function(container_tco_literal variable text)
  set(chunk_length 12000)
  set(literals "")
  string(LENGTH "${text}" length)
  set(offset 0)
  while(offset LESS length)
    string(SUBSTRING "${text}" ${offset} ${chunk_length} chunk)
    string(APPEND literals "    R\"~~~~(${chunk})~~~~\",\n")
    math(EXPR offset "${offset} + ${chunk_length}")
  endwhile()
  set(${variable} "${literals}" PARENT_SCOPE)
endfunction()
