# The terminal.
set(CURSES_NEED_WIDE TRUE)
find_package(Curses REQUIRED)
target_link_libraries(${target} PRIVATE ${CURSES_LIBRARIES})
target_compile_definitions(${target} PRIVATE NCURSES_WIDECHAR=1)
