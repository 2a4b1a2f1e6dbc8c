# Whole numbers beyond 64 bits; headers only, which stay in one .cpp file.
find_package(Boost 1.81 REQUIRED)
target_link_libraries(${target} PRIVATE Boost::headers)
