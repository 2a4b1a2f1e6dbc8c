# Joined, everything here is inlined into everything: twice the time to compile, and 4 % slower.
set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
# These loops are worth every trick of the compiler's that leaves results as they are; all their
# numbers are finite.
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/motion/passage_loops.cpp PROPERTIES
    COMPILE_OPTIONS "-O3;-fno-math-errno;-fno-trapping-math;-fno-signed-zeros;\
-ffinite-math-only;-ffp-contract=off")
# Wide registers must not change results: products are rounded before anything is added.
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/motion/short_fit.cpp PROPERTIES
    COMPILE_OPTIONS "-ffp-contract=off")
