// Runs a fuzz target over its corpus and over seeded mutations of it: same seed, same inputs.
// SPDX-License-Identifier: GPL-3.0-or-later
//
//   frame_fuzz [--seed S] [--runs N] [--only RUN] [CORPUS_FOLDER]...
//
// Runs are numbered: first the corpus files in order of their names, then N mutations.  They
// happen in a child process, so that a crash can be told with the run that caused it; --only
// repeats one run in this process, for a debugger.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Input = std::vector<std::uint8_t>;

constexpr std::size_t max_input_size = 1 << 16;

struct Options {
    std::uint64_t seed = 1;
    std::uint64_t runs = 10000;
    std::optional<std::uint64_t> only;
    std::vector<std::filesystem::path> folders;
};

// Changes inputs at random; everything follows from the seed.
class Mutator {
  public:
    Mutator(const std::vector<Input>& corpus, std::uint64_t seed)
        : corpus_(corpus), random_(seed) {}

    Input input() {
        Input bytes = below(8) == 0 ? noise(below(512)) : any_of_corpus();
        for (std::size_t i = 0, changes = 1 + below(8); i < changes; ++i) change(bytes);
        if (bytes.size() > max_input_size) bytes.resize(max_input_size);
        return bytes;
    }

  private:
    void change(Input& bytes) {
        switch (below(7)) {
            case 0:
                return flip_bit(bytes);
            case 1:
                return set_byte(bytes);
            case 2:
                return bytes.resize(below(bytes.size() + 1));
            case 3:
                return insert(bytes, noise(1 + below(16)));
            case 4:
                return erase(bytes);
            case 5:
                return insert(bytes, piece_of(bytes));
            default:
                return insert(bytes, piece_of(any_of_corpus()));
        }
    }

    void flip_bit(Input& bytes) {
        if (!bytes.empty()) bytes[below(bytes.size())] ^= static_cast<std::uint8_t>(1 << below(8));
    }
    void set_byte(Input& bytes) {
        static constexpr std::uint8_t telling[] = {
            0x00, 0x01, 0x05, 0x40, 0x41, 0x7e, 0x7f, 0x80, 0xff, '%', '"', '['};
        if (!bytes.empty()) bytes[below(bytes.size())] = telling[below(std::size(telling))];
    }
    void erase(Input& bytes) {
        const std::size_t begin = below(bytes.size() + 1);
        const std::size_t count = below(std::min<std::size_t>(bytes.size() - begin, 32) + 1);
        const auto first = bytes.begin() + static_cast<std::ptrdiff_t>(begin);
        bytes.erase(first, first + static_cast<std::ptrdiff_t>(count));
    }
    void insert(Input& bytes, const Input& more) {
        const auto place = static_cast<std::ptrdiff_t>(below(bytes.size() + 1));
        bytes.insert(bytes.begin() + place, more.begin(), more.end());
    }
    Input piece_of(const Input& bytes) {
        const std::size_t begin = below(bytes.size() + 1);
        const auto first = bytes.begin() + static_cast<std::ptrdiff_t>(begin);
        return {first, first + static_cast<std::ptrdiff_t>(below(bytes.size() - begin + 1))};
    }
    Input any_of_corpus() { return corpus_.empty() ? Input{} : corpus_[below(corpus_.size())]; }
    Input noise(std::size_t size) {
        Input bytes(size);
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random_());
        return bytes;
    }
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }

    const std::vector<Input>& corpus_;
    std::mt19937_64 random_;
};

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<Options> parse_options(const std::vector<std::string_view>& words) {
    Options options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!words[i].starts_with("--")) {
            options.folders.emplace_back(words[i]);
            continue;
        }
        const auto value = i + 1 < words.size() ? parse_number(words[i + 1]) : std::nullopt;
        if (!value) return std::nullopt;
        if (words[i] == "--seed")
            options.seed = *value;
        else if (words[i] == "--runs")
            options.runs = *value;
        else if (words[i] == "--only")
            options.only = *value;
        else
            return std::nullopt;
        ++i;
    }
    return options;
}

std::vector<Input> read_corpus(const std::vector<std::filesystem::path>& folders) {
    std::vector<std::filesystem::path> paths;
    for (const auto& folder : folders)
        if (std::filesystem::is_directory(folder))
            for (const auto& entry : std::filesystem::directory_iterator(folder))
                if (entry.is_regular_file()) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<Input> corpus;
    for (const auto& path : paths) {
        std::ifstream file(path, std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return corpus;
}

Input input_of_run(const std::vector<Input>& corpus, std::uint64_t seed, std::uint64_t run) {
    if (run < corpus.size()) return corpus[run];
    return Mutator(corpus, seed * 0x9e3779b97f4a7c15U + run).input();
}

void execute(const Input& input) {
    // A copy of exactly this size, so that a sanitizer sees every read beyond it.
    const Input exact(input.begin(), input.end());
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

void report(const Options& options, std::uint64_t run, const Input& input) {
    std::fprintf(stderr,
                 "crashed at --seed %llu --only %llu, input of %zu bytes:",
                 static_cast<unsigned long long>(options.seed),
                 static_cast<unsigned long long>(run),
                 input.size());
    for (std::size_t i = 0; i < std::min<std::size_t>(input.size(), 1024); ++i)
        std::fprintf(stderr, " %02x", input[i]);
    std::fputc('\n', stderr);
}

// A counter that parent and child share.
std::atomic<std::uint64_t>* shared_counter() {
    void* page = mmap(nullptr,
                      sizeof(std::atomic<std::uint64_t>),
                      PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS,
                      -1,
                      0);
    return page == MAP_FAILED ? nullptr : new (page) std::atomic<std::uint64_t>(0);
}

// Runs everything in a child; returns the run that ended it early.
std::optional<std::uint64_t> run_all(const Options& options, const std::vector<Input>& corpus) {
    auto* run = shared_counter();
    const pid_t child = run ? fork() : -1;
    if (child < 0) return 0;
    const std::uint64_t total = corpus.size() + options.runs;
    if (child == 0) {
        for (; *run < total; ++*run) execute(input_of_run(corpus, options.seed, *run));
        std::exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && *run == total) return std::nullopt;
    return run->load();
}

}  // namespace

int main(int argc, char** argv) {
    const auto options = parse_options({argv + 1, argv + argc});
    if (!options) {
        std::fprintf(stderr, "usage: %s [--seed S] [--runs N] [--only RUN] [FOLDER]...\n", argv[0]);
        return 2;
    }
    const auto corpus = read_corpus(options->folders);
    if (options->only) {
        execute(input_of_run(corpus, options->seed, *options->only));
        return 0;
    }
    if (const auto failed = run_all(*options, corpus)) {
        report(*options, *failed, input_of_run(corpus, options->seed, *failed));
        return 1;
    }
    std::printf("seed %llu: %zu corpus files and %llu mutations, no crash\n",
                static_cast<unsigned long long>(options->seed),
                corpus.size(),
                static_cast<unsigned long long>(options->runs));
    return 0;
}
