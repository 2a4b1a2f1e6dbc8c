# The program says which version it is when asked by M115.
target_compile_definitions(${target} PRIVATE ESCAPEMENT_VERSION="${PROJECT_VERSION}")
