// A few threads that share a list of independent jobs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace escapement::runtime {

// One list of jobs at a time: start() hands it out, finish() helps and waits until all are done.
// In between the caller may do other things that the jobs do not touch.  Belongs to one thread,
// its caller's; a crew without helpers does everything in finish().
class Crew {
  public:
    explicit Crew(std::size_t helpers);
    // Finishes what was started.
    ~Crew();
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

    // Calls job(0) to job(count - 1), each once, in any order and in any thread.  Jobs must not
    // throw.  What was started before must have been finished.
    void start(std::size_t count, std::function<void(std::size_t)> job);
    void finish();

    // As many as there are further processors, but one at least and no more than are of use.
    static std::size_t usual_helpers();

  private:
    void help();
    void work();
    bool take(std::size_t& index);

    std::mutex mutex_;
    std::condition_variable wake_, done_;
    std::function<void(std::size_t)> job_;
    std::size_t count_ = 0, next_ = 0, unfinished_ = 0;
    bool leaving_ = false;
    std::vector<std::thread> helpers_;
};

}  // namespace escapement::runtime
