# The program says which version it is when asked by M115.
target_compile_definitions(${target} PRIVATE ESCAPEMENT_VERSION="${PROJECT_VERSION}")
# Texts with numbers in them, and parameters that are JSON; both stay in .cpp files.
find_package(fmt REQUIRED)
find_package(nlohmann_json 3.10 REQUIRED)
target_link_libraries(${target} PRIVATE fmt::fmt nlohmann_json::nlohmann_json)
