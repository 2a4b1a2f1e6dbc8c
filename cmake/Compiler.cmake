# How everything is compiled: C++20, warnings as errors, ccache when present, sanitizers by preset.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(ESCAPEMENT_TESTS "Build the tests" ON)
option(ESCAPEMENT_BENCH "Build the benchmarks" OFF)
set(ESCAPEMENT_SANITIZE "" CACHE STRING "For -fsanitize: address,undefined or thread")
set(ESCAPEMENT_TESTED "" CACHE STRING "Libraries whose tests are built; empty: all of them")
set(ESCAPEMENT_STORIES "" CACHE STRING "Folders of tests/ that are built; empty: all of them")
set(ESCAPEMENT_TEST_PREFIX "" CACHE STRING "Put before the name of every test: asan/ or tsan/")

# Not -O3: GCC 12 then warns of overflows in std::vector that are none, and compiles for longer.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # The first lets ccache keep what uses a precompiled header, the others let clones share.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}
        CCACHE_NOHASHDIR=1 ${CCACHE})
    add_compile_options(-fpch-preprocess)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
                    -Werror -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    add_compile_options(-Wno-restrict)  # GCC 12 sees overlaps in "text" + std::string (PR 105651)
endif()
if(CMAKE_UNITY_BUILD)
    # Several sources become one, which GCC takes for a source and its headers.
    set(CMAKE_UNITY_BUILD_BATCH_SIZE 16)
    add_compile_options(-Wno-subobject-linkage)
endif()
if(ESCAPEMENT_SANITIZE)
    add_compile_options(-fsanitize=${ESCAPEMENT_SANITIZE} -fno-omit-frame-pointer
                        -fno-sanitize-recover=all
                        -Wno-maybe-uninitialized)  # the added checks lead GCC astray
    if(ESCAPEMENT_SANITIZE MATCHES undefined)
        # Null and alignment double the time to compile, the next two add a sixth; what they would
        # find stops the address sanitizer too.  Types of objects cannot be told where libraries
        # without RTTI made them.
        add_compile_options(-fno-sanitize=null,alignment,pointer-overflow,object-size,vptr)
    endif()
    add_link_options(-fsanitize=${ESCAPEMENT_SANITIZE})
endif()
