# Read by CTest: adds the tests of the sanitized builds that ./test names in ESCAPEMENT_SANITIZED.
string(REPLACE " " ";" builds "$ENV{ESCAPEMENT_SANITIZED}")
foreach(build IN LISTS builds)
    subdirs("${CMAKE_CURRENT_LIST_DIR}/../build/${build}")
endforeach()
