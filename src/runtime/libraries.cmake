# A crew has threads of its own.
find_package(Threads REQUIRED)
target_link_libraries(${target} PUBLIC Threads::Threads)

# The kernel's header about terminals and that of the C library exclude each other.
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/${folder}/serial_port.cpp
                            ${CMAKE_SOURCE_DIR}/src/${folder}/terminal_rate.cpp
                            PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
