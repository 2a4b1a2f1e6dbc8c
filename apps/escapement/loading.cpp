// Files in, complaints out.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/loading.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/plain_text.hpp"
#include "base/text.hpp"
#include "config/reader.hpp"

namespace escapement::app {

std::string on_one_line(const std::string& text) {
    std::string out;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        const auto line = base::trim(std::string_view(text).substr(begin, end - begin));
        const bool ends_well =
            out.empty() || std::string_view(".:;!?").find(out.back()) != std::string_view::npos;
        if (!line.empty()) out.append(out.empty() ? "" : ends_well ? " " : "; ").append(line);
        begin = end + 1;
    }
    return out;
}

void complain(const std::string& what) {
    std::fprintf(stderr, "escapement: %s\n", base::visible(on_one_line(what)).c_str());
}

void complain(const std::vector<config::Problem>& problems, const std::string& file) {
    for (const config::Problem& problem : problems)
        std::fprintf(stderr,
                     "%s\n",
                     problem.place.file.empty() ? problem.what.c_str() : problem.text().c_str());
    complain(file + ": " + std::to_string(problems.size()) +
             (problems.size() == 1 ? " problem" : " problems") + "; correct what is named above");
}

void warn(const std::vector<config::Problem>& notes) {
    for (const auto& note : notes) std::fprintf(stderr, "warning: %s\n", note.text().c_str());
}

std::optional<config::Reading> load_config(const std::string& file) {
    auto reading = config::read_config(file, config::DiskFiles());
    warn(reading.notes);
    if (reading.clean()) return reading;
    complain(reading.errors, file);
    return std::nullopt;
}

base::Result<wire::Dictionary> load_dictionary(const std::string& file) {
    std::error_code trouble;
    const auto size = std::filesystem::file_size(file, trouble);
    if (trouble) return base::Error{file + ": " + trouble.message()};
    if (size > wire::max_dictionary_size)
        return base::Error{file + ": too large for a data dictionary"};
    std::ifstream in(file, std::ios::binary);
    if (!in) return base::Error{file + ": " + std::strerror(errno)};
    const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(in), {}};
    auto dictionary = wire::read_dictionary(bytes);
    if (!dictionary) return std::move(dictionary.error()).within(file);
    return dictionary;
}

}  // namespace escapement::app
