# The data dictionary is JSON compressed with zlib; both stay behind .cpp files.
find_package(ZLIB REQUIRED)
find_package(nlohmann_json 3.10 REQUIRED)
target_link_libraries(${target} PRIVATE ZLIB::ZLIB nlohmann_json::nlohmann_json)
