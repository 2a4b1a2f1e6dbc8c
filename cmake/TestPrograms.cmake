# How test programs are compiled: GoogleTest and the standard library are read once for all of them.
if(NOT ESCAPEMENT_TESTS)
    return()
endif()
find_package(GTest REQUIRED)

# Tests run for moments and are compiled for minutes.  The libraries under test are optimised.
set(ESCAPEMENT_TEST_OPTIONS -O0)

add_library(escapement_precompiled OBJECT ${CMAKE_SOURCE_DIR}/cmake/precompiled.cpp)
target_link_libraries(escapement_precompiled PRIVATE GTest::gtest)
target_compile_options(escapement_precompiled PRIVATE ${ESCAPEMENT_TEST_OPTIONS})
target_precompile_headers(escapement_precompiled PRIVATE ${CMAKE_SOURCE_DIR}/cmake/precompiled.hpp)

# Folders whose tests include so much that they compile three times as fast when they are joined;
# elsewhere each test is a source of its own, and its helpers may have the shortest of names.
set(ESCAPEMENT_JOINED_TESTS firmware mcu modules printer)

# What calls a fuzz target with seeds and with bytes made from them.
add_library(escapement_fuzz_driver OBJECT ${CMAKE_SOURCE_DIR}/fuzz/driver.cpp)

# escapement_test_program(<name> <sources>...): a GoogleTest program that knows where the sources
# are.
function(escapement_test_program name)
    add_executable(${name} ${ARGN})
    target_link_libraries(${name} PRIVATE GTest::gtest_main)
    target_compile_definitions(${name} PRIVATE ESCAPEMENT_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    target_compile_options(${name} PRIVATE ${ESCAPEMENT_TEST_OPTIONS})
    target_precompile_headers(${name} REUSE_FROM escapement_precompiled)
    set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
endfunction()

# escapement_add_test(<name> <program> <arguments>...): CTest runs the program at the root of the
# sources.  Its temporary files go to a folder of its own: the same test of another build may be
# running.
function(escapement_add_test name program)
    string(REPLACE "/" "_" folder ${name})
    set(scratch ${CMAKE_BINARY_DIR}/scratch/${folder})
    file(MAKE_DIRECTORY ${scratch})
    set(test ${ESCAPEMENT_TEST_PREFIX}${name})
    add_test(NAME ${test} COMMAND ${program} ${ARGN} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(${test} PROPERTIES ENVIRONMENT TEST_TMPDIR=${scratch})
endfunction()
