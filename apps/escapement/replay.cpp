// escapement replay: shows what a flight recorder has kept.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/names.hpp"
#include "escapement/commands.hpp"
#include "escapement/flight_replay.hpp"
#include "escapement/flight_text.hpp"
#include "escapement/loading.hpp"
#include "flight/recorder.hpp"

namespace escapement::app {
namespace {

base::Result<std::vector<std::uint8_t>> read_file(const std::string& path) {
    std::error_code trouble;
    const auto size = std::filesystem::file_size(path, trouble);
    if (trouble) return base::Error{path + ": " + trouble.message()};
    if (size > 2 * flight::Recorder::max_size)
        return base::Error{path + ": too large for a flight recording"};
    std::ifstream in(path, std::ios::binary);
    if (!in) return base::Error{path + ": " + std::strerror(errno)};
    return std::vector<std::uint8_t>{std::istreambuf_iterator<char>(in), {}};
}

base::Result<void> check_board(const flight::Recording& recording, const std::string& name) {
    if (name.empty()) return {};
    std::vector<std::string> names;
    for (const auto& entry : recording.pinned)
        if (entry.kind == flight::Pinned::board_name)
            names.push_back(recording.board_name(entry.board));
    for (const auto& known : names)
        if (known == name) return {};
    return base::Error{"--mcu " + name + ": there is no such board in the recording" +
                       base::did_you_mean(name, names)};
}

}  // namespace

int replay(const ReplayWish& wish) {
    const auto file = read_file(wish.file);
    auto recording =
        file ? flight::read_recording(*file) : base::Result<flight::Recording>(file.error());
    if (!recording) {
        complain(file ? wish.file + ": " + recording.error().what : recording.error().what);
        return exit_failed;
    }
    if (auto known = check_board(*recording, wish.board); !known) {
        complain(known.error().what);
        return exit_failed;
    }
    const FlightText text(*recording);
    const FlightFilter filter{
        .at_s = wish.at_s, .around_s = wish.around_s, .board = wish.board, .text = wish.text};
    std::fputs(text.summary().c_str(), stderr);
    const auto lines = wish.to_host  ? replay_to_host(*recording)
                       : wish.clocks ? text.clock_lines(filter)
                                     : text.lines(filter);
    for (const auto& line : lines) std::printf("%s\n", line.c_str());
    return exit_good;
}

}  // namespace escapement::app
