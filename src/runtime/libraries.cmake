# A crew has threads of its own.
find_package(Threads REQUIRED)
target_link_libraries(${target} PUBLIC Threads::Threads)
